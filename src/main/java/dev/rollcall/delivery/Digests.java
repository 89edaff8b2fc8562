package dev.rollcall.delivery;

import dev.rollcall.channel.Channels;
import dev.rollcall.delivery.digest.AlertSettings;
import dev.rollcall.delivery.digest.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says which deliveries are sent in one message. */
@Component
class Digests {

    private final FoldStore folds;
    private final Channels channels;
    private final AlertSettings settings;
    private final Clock clock;

    Digests(FoldStore folds, Channels channels, AlertSettings settings, Clock clock) {
        this.folds = folds;
        this.channels = channels;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The deliveries that are too old to be messages of their own. All such deliveries of their channels are marked
     * that no other worker has taken, so that the next take finds the latest of each check.
     */
    List<Attempt> late(List<Attempt> attempts) {
        Instant now = clock.instant();
        Instant horizon = settings.horizon(now);
        List<Attempt> late =
                attempts.stream().filter(attempt -> isLate(attempt, horizon)).toList();
        if (!late.isEmpty()) {
            folds.markForDigests(
                    late.stream().map(attempt -> attempt.taken().channelId()).collect(Collectors.toSet()),
                    late.stream().map(Attempt::id).toList(),
                    horizon,
                    now);
        }
        return late;
    }

    /** The deliveries that are sent alone. */
    List<Attempt> others(List<Attempt> attempts) {
        return attempts.stream().filter(attempt -> !isMember(attempt)).toList();
    }

    /** The deliveries that may be sent in one message, by channel. */
    Map<UUID, List<Attempt>> byChannel(List<Attempt> attempts) {
        return attempts.stream()
                .filter(this::isMember)
                .collect(Collectors.groupingBy(
                        attempt -> attempt.taken().channelId(), LinkedHashMap::new, Collectors.toList()));
    }

    /** One attempt for each message. */
    static List<Attempt> inMessages(List<Attempt> members) {
        List<Attempt> messages = new ArrayList<>();
        for (int from = 0; from < members.size(); from += Digest.MAX_CHECKS) {
            List<Attempt> together = members.subList(from, Math.min(members.size(), from + Digest.MAX_CHECKS));
            messages.add(together.get(0).with(List.copyOf(together.subList(1, together.size()))));
        }
        return messages;
    }

    private boolean isLate(Attempt attempt, Instant horizon) {
        return attempt.taken().isLate(horizon) && !attempt.taken().isInDigest() && mayBeMember(attempt);
    }

    private boolean isMember(Attempt attempt) {
        return attempt.taken().isInDigest() && mayBeMember(attempt);
    }

    /** A reminder would lose its number and its link. */
    private boolean mayBeMember(Attempt attempt) {
        Taken taken = attempt.taken();
        return taken.flip() != null && !taken.isReminder() && channels.hasDigests(attempt.channel());
    }
}
