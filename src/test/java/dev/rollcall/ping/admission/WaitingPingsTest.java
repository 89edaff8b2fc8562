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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingPingsTest {

    private static final String FLOOD = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final WaitingPings waiting = new WaitingPings(WaitingPings.PING_BYTES, registry, nanos::get);

    @Test
    void asManyMayWaitAsTheLastCommitsWouldWriteInHalfASecond() {
        commits(Duration.ofMillis(125));
        assertThat(waiting.places()).isEqualTo(2_000);

        commits(Duration.ofMillis(50));
        assertThat(waiting.places()).isEqualTo(5_000);
    }

    @Test
    void noMoreMayWaitThanTheQueueHoldsAndNoFewerThanTwoCommitsHave() {
        commits(Duration.ofMillis(1));
        assertThat(waiting.places()).isEqualTo(10_000);

        commits(Duration.ofSeconds(8));
        assertThat(waiting.places()).isEqualTo(1_000);
    }

    /** Else many would wait for seconds, because few of them share a commit. */
    @ParameterizedTest
    @CsvSource({"0, 2500", "2000, 2500", "10000, 500", "100000, 50", "1000000, 5"})
    void fewerMayWaitIfTheirBodiesAreLongAlsoWhenTheCommitsBeforeHadNone(int bodyBytes, int expected) {
        commits(Duration.ofMillis(100));

        long taken = IntStream.range(0, 3_000)
                .filter(n -> waiting.enter("client " + n, bodyBytes))
                .count();

        assertThat(taken).isEqualTo(expected);
        assertThat(waiting.overload()).isPresent();
    }

    /** Without virtual threads: a ping that waits holds one of 200 threads. */
    @Test
    void pagesHaveHalfOfTheThreadsWhenCommitsAreSlow() {
        var onThreads = new WaitingPings(WaitingPings.PING_BYTES_ON_THREADS, registry, nanos::get);
        for (int n = 0; n < 4; n++) {
            onThreads.committed(Duration.ofMillis(250));
        }
        assertThat(onThreads.places()).isEqualTo(100);
    }

    @Test
    void aPingThatIsRefusedIsAskedToTryAgainLater() {
        commits(Duration.ofMillis(100));
        for (int n = 0; n < 50; n++) {
            assertThat(waiting.enter("client " + n, 100_000)).isTrue();
        }

        assertThat(waiting.hasRoom(OTHER)).isFalse();
        assertThatThrownBy(() -> waiting.take(OTHER, 0, () -> true)).isInstanceOf(UnavailableException.class);

        waiting.leave("client 1", 100_000);
        assertThat(waiting.hasRoom(OTHER)).isTrue();
        assertThat(waiting.take(OTHER, 100_000, () -> true)).isTrue();
        assertThat(waiting.take(OTHER, 100_000, () -> true))
                .as("it had its answer")
                .isTrue();
    }

    @Test
    void oneSlowCommitChangesNothing() {
        commits(Duration.ofMillis(25));
        long before = waiting.places();

        waiting.committed(Duration.ofSeconds(5));

        assertThat(waiting.places()).isEqualTo(before);
    }

    @Test
    void oneClientHasHalfOfThePlacesAndItsFloodIsNoOverload() {
        commits(Duration.ofMillis(125));

        assertThat(entered(FLOOD, 3_000)).isEqualTo(1_000);
        assertThat(waiting.hasRoom(FLOOD)).isFalse();
        assertThat(waiting.overload()).isEmpty();

        assertThat(waiting.hasRoom(OTHER)).isTrue();
        assertThat(entered(OTHER, 900)).isEqualTo(900);
        assertThat(waiting.overload()).isEmpty();
        assertThat(refused("share")).isEqualTo(2_001);
        assertThat(refused("overload")).isZero();
    }

    /** Else the flood would keep others out until its pings of before are written. */
    @Test
    void aFloodThatBeganWhenCommitsWereFastLeavesOthersTheirPlaces() {
        commits(Duration.ofMillis(125));
        assertThat(entered(FLOOD, 1_000)).isEqualTo(1_000);

        commits(Duration.ofSeconds(8));
        assertThat(waiting.enter(FLOOD, 0)).isFalse();

        assertThat(waiting.hasRoom(OTHER)).isTrue();
        assertThat(entered(OTHER, 500)).isEqualTo(500);
        assertThat(waiting.overload()).isEmpty();
        assertThat(waiting.enter("203.0.113.99", 0)).as("all room is taken").isFalse();
        assertThat(waiting.overload()).isPresent();
    }

    @Test
    void manyClientsTogetherHaveNoMoreThanAllPlacesAndBeyondThemItIsAnOverload() {
        commits(Duration.ofMillis(125));

        long taken = IntStream.range(0, 3_000)
                .filter(n -> waiting.enter("198.51.100." + n, 0))
                .count();

        assertThat(taken).isEqualTo(2_000);
        assertThat(waiting.hasRoom(OTHER)).isFalse();
        assertThat(waiting.overload()).contains("more pings come than can be stored");
        assertThat(refused("overload")).isEqualTo(1_001);
    }

    @Test
    void anOverloadEndsThreeSecondsAfterTheLastRefusal() {
        commits(Duration.ofSeconds(8));
        IntStream.range(0, 1_001).forEach(n -> waiting.enter("198.51.100." + n, 0));
        nanos.addAndGet(WaitingPings.OVERLOADED.toNanos() - 1);
        assertThat(waiting.overload()).isPresent();

        nanos.addAndGet(1);
        assertThat(waiting.overload()).isEmpty();
    }

    @Test
    void aPingThatHasItsAnswerLeavesItsPlace() {
        commits(Duration.ofSeconds(8));
        assertThat(entered(FLOOD, 600)).isEqualTo(500);

        waiting.leave(FLOOD, 0);
        assertThat(waiting.enter(FLOOD, 0)).isTrue();
        assertThat(waiting.enter(FLOOD, 0)).isFalse();
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        commits(Duration.ofSeconds(8));
        long taken = IntStream.range(1, 600)
                .filter(n -> waiting.enter(ClientNetwork.of("2001:db8:1:2::" + n), 0))
                .count();

        assertThat(taken).isEqualTo(500);
        assertThat(waiting.enter(ClientNetwork.of("2001:db8:1:3::1"), 0)).isTrue();
        assertThatThrownBy(() -> waiting.take("2001:db8:1:2::999", 0, () -> true))
                .isInstanceOf(UnavailableException.class);
        assertThat(waiting.take("2001:db8:1:3::2", 0, () -> true)).isTrue();
    }

    private void commits(Duration each) {
        for (int n = 0; n < 4; n++) {
            waiting.committed(each);
        }
    }

    private long entered(String address, int tries) {
        return IntStream.range(0, tries).filter(n -> waiting.enter(address, 0)).count();
    }

    private double refused(String limit) {
        return registry.counter("rollcall.requests.limited", "limit", limit).count();
    }
}
