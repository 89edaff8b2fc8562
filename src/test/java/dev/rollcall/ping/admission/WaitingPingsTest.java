package dev.rollcall.ping.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.problem.UnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingPingsTest {

    private static final String FLOOD = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final WaitingPings waiting = new WaitingPings(WaitingPings.MIN_PLACES, registry, nanos::get);

    @Test
    void asManyMayWaitAsTheLastCommitsWouldWriteInHalfASecond() {
        commits(500, Duration.ofMillis(125));
        assertThat(waiting.places()).isEqualTo(2_000);

        commits(500, Duration.ofMillis(50));
        assertThat(waiting.places()).isEqualTo(5_000);
    }

    @Test
    void thereIsPlaceForJobsOfTheSameMomentHoweverSlowTheCommitsAndForNoMoreThanTheQueueHolds() {
        commits(500, Duration.ofSeconds(8));
        assertThat(waiting.places()).isEqualTo(WaitingPings.MIN_PLACES);

        commits(500, Duration.ofMillis(1));
        assertThat(waiting.places()).isEqualTo(WaitingPings.MAX_PLACES);
    }

    @Test
    void fewerMayWaitIfTheirBodiesFillACommit() {
        commits(10, Duration.ofMillis(5));
        assertThat(waiting.places()).isEqualTo(1_000);

        commits(10, Duration.ofSeconds(1));
        assertThat(waiting.places()).isEqualTo(WaitingPings.MIN_PLACES);
    }

    @Test
    void oneSlowCommitChangesNothing() {
        commits(500, Duration.ofMillis(25));
        int before = waiting.places();

        waiting.committed(500, Duration.ofSeconds(5));

        assertThat(waiting.places()).isEqualTo(before);
    }

    @Test
    void oneClientHasHalfOfThePlacesAndItsFloodIsNoOverload() {
        commits(500, Duration.ofMillis(125));

        assertThat(entered(FLOOD, 3_000)).isEqualTo(1_000);
        assertThat(waiting.hasPlace(FLOOD)).isFalse();
        assertThat(waiting.overload()).isEmpty();

        assertThat(waiting.hasPlace(OTHER)).isTrue();
        assertThat(entered(OTHER, 900)).isEqualTo(900);
        assertThat(waiting.overload()).isEmpty();
        assertThat(refused("share")).isEqualTo(2_001);
        assertThat(refused("overload")).isZero();
    }

    /** Else the flood would keep others out until its pings of before are written. */
    @Test
    void aFloodThatBeganWhenCommitsWereFastLeavesOthersTheirPlaces() {
        commits(500, Duration.ofMillis(125));
        assertThat(entered(FLOOD, 1_000)).isEqualTo(1_000);

        commits(500, Duration.ofSeconds(8));
        assertThat(waiting.enter(FLOOD)).isFalse();

        assertThat(waiting.hasPlace(OTHER)).isTrue();
        assertThat(entered(OTHER, 250)).isEqualTo(250);
        assertThat(waiting.overload()).isEmpty();
        assertThat(waiting.enter("203.0.113.99")).as("all places are taken").isFalse();
        assertThat(waiting.overload()).isPresent();
    }

    @Test
    void manyClientsTogetherHaveNoMoreThanAllPlacesAndBeyondThemItIsAnOverload() {
        commits(500, Duration.ofMillis(125));

        long taken = IntStream.range(0, 3_000)
                .filter(n -> waiting.enter("198.51.100." + n))
                .count();

        assertThat(taken).isEqualTo(2_000);
        assertThat(waiting.hasPlace(OTHER)).isFalse();
        assertThat(waiting.overload()).contains("more pings come than can be stored");
        assertThat(refused("overload")).isEqualTo(1_001);
    }

    @Test
    void anOverloadEndsThreeSecondsAfterTheLastRefusal() {
        commits(500, Duration.ofSeconds(8));
        IntStream.range(0, 501).forEach(n -> waiting.enter("198.51.100." + n));
        nanos.addAndGet(WaitingPings.OVERLOADED.toNanos() - 1);
        assertThat(waiting.overload()).isPresent();

        nanos.addAndGet(1);
        assertThat(waiting.overload()).isEmpty();
    }

    @Test
    void aPingThatHasItsAnswerLeavesItsPlace() {
        commits(500, Duration.ofSeconds(8));
        assertThat(entered(FLOOD, 300)).isEqualTo(250);

        waiting.leave(FLOOD);
        assertThat(waiting.enter(FLOOD)).isTrue();
        assertThat(waiting.enter(FLOOD)).isFalse();
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        commits(500, Duration.ofSeconds(8));
        long taken = IntStream.range(1, 300)
                .filter(n -> waiting.enter(ClientNetwork.of("2001:db8:1:2::" + n)))
                .count();

        assertThat(taken).isEqualTo(250);
        assertThat(waiting.enter(ClientNetwork.of("2001:db8:1:3::1"))).isTrue();
        assertThatThrownBy(() -> waiting.take("2001:db8:1:2::999", () -> true))
                .isInstanceOf(UnavailableException.class);
        assertThat(waiting.take("2001:db8:1:3::2", () -> true)).isTrue();
    }

    private void commits(int pings, Duration each) {
        for (int n = 0; n < 4; n++) {
            waiting.committed(pings, each);
        }
    }

    private long entered(String address, int tries) {
        return IntStream.range(0, tries).filter(n -> waiting.enter(address)).count();
    }

    private double refused(String limit) {
        return registry.counter("rollcall.requests.limited", "limit", limit).count();
    }
}
