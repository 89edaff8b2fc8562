package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.body.BodyBudget.Sender;
import dev.rollcall.platform.problem.UnavailableException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyBudgetTest {

    private static final long HEAP = 320_000_000;

    private final BodyBudget budget = new BodyBudget(HEAP);

    @Test
    void theMemoryOfARequestIsReleasedOnceWhenItEnds() {
        var request = new MockHttpServletRequest();
        budget.take(request, Sender.LONG, 1_000);
        budget.take(request, Sender.LONG, 500);
        budget.take(request, Sender.WITH_KEY, 200);
        assertThat(budget.free(Sender.LONG)).isEqualTo(HEAP / 4 - 1_500);
        assertThat(budget.free(Sender.WITH_KEY)).isEqualTo(HEAP / 8 - 200);

        budget.giveBack(request);
        budget.giveBack(request);

        assertThat(budget.free(Sender.LONG)).isEqualTo(HEAP / 4);
        assertThat(budget.free(Sender.WITH_KEY)).isEqualTo(HEAP / 8);
    }

    @Test
    void aBodyThatDoesNotFitIsRefusedAndTakesNothing() {
        var request = new MockHttpServletRequest();
        budget.take(request, Sender.WITHOUT_KEY, HEAP / 16);
        assertThatThrownBy(() -> budget.take(new MockHttpServletRequest(), Sender.WITHOUT_KEY, 1))
                .isInstanceOf(UnavailableException.class);
        assertThat(budget.free(Sender.WITHOUT_KEY)).isZero();

        budget.giveBack(request);
        budget.take(new MockHttpServletRequest(), Sender.WITHOUT_KEY, HEAP / 16);
    }

    @Test
    void callersWithoutAKeyDoNotUseTheSharesOfOthers() {
        budget.take(new MockHttpServletRequest(), Sender.WITHOUT_KEY, HEAP / 16);
        budget.take(new MockHttpServletRequest(), Sender.WITH_KEY, HEAP / 8);
        budget.take(new MockHttpServletRequest(), Sender.LONG, HEAP / 4);
    }

    @Test
    void onTheSmallestHeapOneBodyOfTheLargestSizeFits() {
        for (Sender sender : Sender.values()) {
            assertThat(new BodyBudget(1).free(sender)).isGreaterThan(5_100_000);
        }
    }
}
