package dev.rollcall.delivery.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.delivery.hold.FlapRule.Changes;
import dev.rollcall.delivery.hold.FlapRule.Position;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlapRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final FlapRule rule = new FlapRule(3, Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({"1, BELOW", "2, BELOW", "3, LAST", "4, ABOVE", "5, ABOVE"})
    void theChangesUpToTheLimitAreToldAndTheLastOfThemAnnouncesThatTheOthersWait(int number, Position position) {
        assertThat(rule.of(false, new Changes(number, NOON, NOON))).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({"2, BELOW", "3, ABOVE"})
    void aLatePingIsNoChangeAndAnnouncesNothing(int changesBefore, Position position) {
        assertThat(rule.of(true, new Changes(changesBefore, NOON, NOON))).isEqualTo(position);
    }

    @Test
    void aCheckIsQuietWhenItHasNotChangedForAWhile() {
        assertThat(rule.quietAt(new Changes(4, minutes(30), minutes(10)))).isEqualTo(minutes(45));
    }

    @Test
    void aCheckIsQuietWhenItChangedLessOftenInAnHour() {
        assertThat(rule.quietAt(new Changes(4, minutes(50), minutes(1)))).isEqualTo(minutes(61));
    }

    private static Instant minutes(int afterNoon) {
        return NOON.plus(Duration.ofMinutes(afterNoon));
    }
}
