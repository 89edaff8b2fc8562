package dev.rollcall.platform.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a failed request to itself means that the ingress is cut. */
class ReachTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");

    @Test
    void anAddressThatWasNeverReachedIsNeverCut() {
        Reach reach = Reach.NEVER;
        for (int second = 0; second < 100; second++) {
            reach = reach.failed(at(second));
            assertThat(reach.arrivals(at(second))).isEqualTo(Arrivals.UNKNOWN);
        }
    }

    @Test
    void requestsAreProvenToArriveUntilTheLatestAnswerOrArrival() {
        Reach reach = Reach.NEVER.answered(at(0));
        assertThat(reach.arrivals(at(3))).isEqualTo(open(0));
        assertThat(reach.arrived(at(2)).arrivals(at(3))).isEqualTo(open(2));
        assertThat(reach.arrived(at(2)).answered(at(1)).arrivals(at(3)))
                .as("an answer that took its time moves nothing back")
                .isEqualTo(open(2));
    }

    @Test
    void threeFailuresAndFiveSecondsWithoutAProofAreACut() {
        Reach twice = Reach.NEVER.answered(at(0)).failed(at(3)).failed(at(20));
        assertThat(twice.arrivals(at(20))).as("two failures").isEqualTo(open(0));
        Reach often = Reach.NEVER.answered(at(0)).failed(at(1)).failed(at(2)).failed(at(3));
        assertThat(often.arrivals(at(5))).as("five seconds").isEqualTo(open(0));

        assertThat(often.arrivals(at(6))).isEqualTo(cut(0));
        assertThat(twice.failed(at(21)).arrivals(at(21))).isEqualTo(cut(0));
    }

    @Test
    void anAnswerEndsACut() {
        Reach reach = failingFrom(Reach.NEVER.answered(at(0)), 3, 30);

        assertThat(reach.answered(at(31)).arrivals(at(31))).isEqualTo(open(31));
        assertThat(reach.answered(at(31)).failed(at(34)).arrivals(at(40)))
                .as("failures are counted anew")
                .isEqualTo(open(31));
    }

    @Test
    void aRequestFromOutsideProvesThatIngressWorksWhateverTheOwnRequestSays() {
        Reach reach = failingFrom(Reach.NEVER.answered(at(0)), 3, 30).arrived(at(31));

        assertThat(reach.arrivals(at(31))).isEqualTo(open(31));
    }

    @Test
    void anOwnRequestThatFailsWhileTheOutsideComesInIsNotBelievedUntilItIsAnswered() {
        Reach refuted =
                failingFrom(Reach.NEVER.answered(at(0)), 3, 30).arrived(at(31)).failed(at(32));

        assertThat(refuted.arrivals(at(60))).isEqualTo(Arrivals.UNKNOWN);
        assertThat(refuted.answered(at(61)).arrivals(at(61))).isEqualTo(open(61));
    }

    /** Jobs in the same network may ping the process directly, but the first seconds of a cut say nothing yet. */
    @Test
    void anArrivalAtTheBeginningOfACutRefutesNothing() {
        Reach reach = failingFrom(Reach.NEVER.answered(at(0)).failed(at(3)).arrived(at(4)), 5, 12);

        assertThat(reach.arrivals(at(12))).isEqualTo(cut(4));
    }

    @Test
    void aProcessThatRestartsWaitsForItsOwnProof() {
        Reach restarted = Reach.before(at(-60));
        assertThat(restarted.arrivals(at(0))).isEqualTo(Arrivals.AWAITED);
        assertThat(restarted.failed(at(0)).failed(at(1)).arrivals(at(1))).isEqualTo(Arrivals.AWAITED);

        assertThat(failingFrom(restarted, 0, 2).arrivals(at(2))).isEqualTo(cut(-60));
        assertThat(restarted.answered(at(1)).arrivals(at(1))).isEqualTo(open(1));
        assertThat(restarted.arrived(at(1)).arrivals(at(1))).isEqualTo(open(1));
    }

    private static Reach failingFrom(Reach reach, int first, int last) {
        Reach failing = reach;
        for (int second = first; second <= last; second++) {
            failing = failing.failed(at(second));
        }
        return failing;
    }

    private static Arrivals open(int second) {
        return new Arrivals(Arrivals.State.OPEN, at(second));
    }

    private static Arrivals cut(int second) {
        return new Arrivals(Arrivals.State.CUT, at(second));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
