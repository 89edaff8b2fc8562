package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.delivery.FairShare.Start;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.delivery.hold.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairShareTest {

    private static final UUID WORKER = UUID.randomUUID();

    private final FairShare share = new FairShare(new DeliverySettings(8, 2, 4));

    @Test
    void aChannelHasRoomForAsManyAsItsLimit() {
        UUID channel = UUID.randomUUID();
        Attempt first = attempt(channel);
        share.begin(first, "host");

        assertThat(share.taking(WORKER, null, 16).rooms()).containsEntry(channel, 1);
        share.begin(attempt(channel), "host");
        assertThat(share.taking(WORKER, null, 16).rooms()).containsEntry(channel, 0);

        share.end(first, "host");
        assertThat(share.taking(WORKER, null, 16).rooms()).containsEntry(channel, 1);
    }

    @Test
    void aHostThatHangsHoldsItsShareAndTheOtherThreadsAreFree() {
        List<UUID> channels = fill("hanging");
        park("hanging", 2);

        Taking taking = share.taking(WORKER, null, 16);
        assertThat(taking.limit()).isEqualTo(4);
        assertThat(channels).allSatisfy(channel -> assertThat(taking.rooms()).containsEntry(channel, 0));
        assertThat(share.begin(attempt(UUID.randomUUID()), "healthy")).isEqualTo(Start.NOW);
    }

    @Test
    void someOfAFullHostAreTakenAheadAndTheThreadThatEndsOneMakesTheNext() {
        fill("host");
        UUID channel = UUID.randomUUID();
        Attempt first = attempt(channel);

        assertThat(share.begin(first, "host")).isEqualTo(Start.PARKED);
        assertThat(share.taking(WORKER, null, 16).rooms()).containsEntry(channel, 1);
        assertThat(share.isShort("host")).isTrue();

        park("host", 1);
        assertThat(share.taking(WORKER, null, 16).rooms()).containsEntry(channel, 0);
        assertThat(share.isShort("host")).isFalse();

        assertThat(share.end(attempt(UUID.randomUUID()), "host")).isSameAs(first);
        assertThat(share.taking(WORKER, null, 16).limit())
                .as("the same thread makes it")
                .isEqualTo(4);
        assertThat(share.isShort("host")).isTrue();
    }

    @Test
    void aHostWithFreeThreadsIsShort() {
        fill("host");
        assertThat(share.end(attempt(UUID.randomUUID()), "host")).isNull();

        assertThat(share.isShort("host")).isTrue();
    }

    @Test
    void moreThanTwiceTheShareOfAHostIsNotParked() {
        fill("host");
        park("host", 8);
        assertThat(share.begin(attempt(UUID.randomUUID()), "host")).isEqualTo(Start.REFUSED);

        assertThat(share.unpark()).hasSize(8);
        assertThat(share.end(attempt(UUID.randomUUID()), "host")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"64, 16, 32", "8, 6, 6", "2, 1, 1", "1, 1, 1"})
    void noReceiverHasMoreThanThreeQuartersOfTheThreads(int threads, int ofChannel, int ofHost) {
        var settings = new DeliverySettings(threads, 16, 32);

        assertThat(settings.ofChannel()).isEqualTo(ofChannel);
        assertThat(settings.ofHost()).isEqualTo(ofHost);
    }

    /** Begins as many as the host may have, each of a channel of its own. */
    private List<UUID> fill(String host) {
        List<UUID> channels = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            channels.add(UUID.randomUUID());
            assertThat(share.begin(attempt(channels.get(n)), host)).isEqualTo(Start.NOW);
        }
        return channels;
    }

    private void park(String host, int count) {
        for (int n = 0; n < count; n++) {
            assertThat(share.begin(attempt(UUID.randomUUID()), host)).isEqualTo(Start.PARKED);
        }
    }

    private static Attempt attempt(UUID channel) {
        var taken = new Taken(
                UUID.randomUUID(),
                1,
                0,
                channel,
                Instant.EPOCH,
                null,
                false,
                false,
                null,
                new Taken.Recipient(false, false, false),
                new Taken.Turn(false, null, false, 1),
                null,
                null);
        return new Attempt(taken, null, Decision.Kind.SEND);
    }
}
