package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TakeDepthTest {

    private final TakeDepth depth = new TakeDepth(6);

    @Test
    void oneOfEachIsTakenWhileThatFillsTheThreads() {
        assertThat(depth.current()).isEqualTo(1);
        assertThat(depth.adjust(4, ofChannels(4))).isFalse();
        assertThat(depth.current()).isEqualTo(1);
    }

    @Test
    void twiceAsManyAreTakenWhenThreadsAreLeftUpToTheMost() {
        UUID channel = UUID.randomUUID();

        assertThat(depth.adjust(20, times(1, channel))).isTrue();
        assertThat(depth.current()).isEqualTo(2);
        assertThat(depth.adjust(20, times(2, channel))).isTrue();
        assertThat(depth.adjust(20, times(4, channel))).isTrue();
        assertThat(depth.current()).isEqualTo(6);

        assertThat(depth.adjust(20, times(6, channel)))
                .as("a channel never has more at a time")
                .isFalse();
        assertThat(depth.current()).isEqualTo(6);
    }

    @Test
    void nothingMoreIsDueWhenEveryChannelHadFewer() {
        UUID channel = UUID.randomUUID();
        depth.adjust(20, times(1, channel));

        assertThat(depth.adjust(20, times(1, channel))).isFalse();
        assertThat(depth.current()).isEqualTo(2);
        assertThat(depth.adjust(20, List.of())).isFalse();
    }

    @Test
    void oneOfEachIsTakenAgainAsSoonAsTheThreadsAreFull() {
        depth.adjust(20, ofChannels(10));
        depth.adjust(20, ofChannels(20));

        assertThat(depth.current()).isEqualTo(1);
    }

    private static List<UUID> ofChannels(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }

    private static List<UUID> times(int count, UUID channel) {
        return Collections.nCopies(count, channel);
    }
}
