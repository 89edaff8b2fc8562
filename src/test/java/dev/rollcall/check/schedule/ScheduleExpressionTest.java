package dev.rollcall.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleExpressionTest {

    /**
     * A page shows the next runs of whatever is in its form. Each of these lines is searched through to the year 2200.
     */
    @Test
    void anExpressionThatIsLongerThanAnyStoredOneIsNotRead() {
        String longest = "*-2-30\n".repeat(13) + "daily    ";
        assertThat(longest).hasSize(ScheduleExpression.MAX_LENGTH);

        assertThat(ScheduleExpression.kept(longest, "UTC")).isInstanceOf(Recurring.class);
        assertThat(ScheduleExpression.kept(longest + " ", "UTC"))
                .isEqualTo(new Unreadable(longest + " ", "UTC", Unreadable.Fault.EXPRESSION));
    }
}
