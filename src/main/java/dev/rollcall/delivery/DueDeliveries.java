package dev.rollcall.delivery;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.delivery.digest.Digest;
import dev.rollcall.delivery.hold.Candidate;
import dev.rollcall.delivery.hold.Decision;
import dev.rollcall.delivery.hold.HoldBacks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Takes due deliveries, with everything that their alerts need. Holds back those that must not be sent yet. */
@Component
class DueDeliveries {

    private final QueueStore queue;
    private final Checks checks;
    private final HoldBacks holds;
    private final Digests digests;
    private final HealthStore health;
    private final Clock clock;

    DueDeliveries(QueueStore queue, Checks checks, HoldBacks holds, Digests digests, HealthStore health, Clock clock) {
        this.queue = queue;
        this.checks = checks;
        this.holds = holds;
        this.digests = digests;
        this.health = health;
        this.clock = clock;
    }

    /** Takes deliveries. For each channel, deliveries that may be sent in one message are one attempt. */
    Due take(Taking taking) {
        Due found = find(taking);
        List<Attempt> late = digests.late(found.attempts());
        if (!late.isEmpty()) {
            List<Taken> back = late.stream().map(Attempt::taken).toList();
            queue.handBack(taking.worker(), back, clock.instant());
            health.endTrials(back, clock.instant());
            found = found.without(late).with(find(again(taking, late.size())));
        }
        List<Attempt> attempts = new ArrayList<>(digests.others(found.attempts()));
        digests.byChannel(found.attempts()).forEach((channel, members) -> {
            List<Attempt> together = new ArrayList<>(members);
            if (members.size() < Digest.MAX_CHECKS) {
                together.addAll(more(taking, channel, Digest.MAX_CHECKS - members.size()));
            }
            attempts.addAll(Digests.inMessages(together));
        });
        return new Due(found.channels(), attempts);
    }

    private static Taking again(Taking taking, int limit) {
        return new Taking(taking.worker(), limit, taking.after(), taking.rooms(), taking.roomOfOthers());
    }

    /** Takes more deliveries for a digest of this channel than a usual take allows. */
    private List<Attempt> more(Taking taking, UUID channel, int most) {
        List<Attempt> found = find(new Taking(taking.worker(), most, null, Map.of(channel, most), 0))
                .attempts();
        List<Attempt> others = digests.others(found);
        if (!others.isEmpty()) {
            queue.handBack(taking.worker(), others.stream().map(Attempt::taken).toList(), clock.instant());
        }
        return found.stream().filter(attempt -> !others.contains(attempt)).toList();
    }

    private Due find(Taking taking) {
        Instant now = clock.instant();
        List<Taken> taken = queue.take(taking, now, now.plus(Leases.LENGTH));
        try {
            return new Due(taken.stream().map(Taken::channelId).toList(), attempts(taken, now));
        } catch (RuntimeException e) {
            handBack(taking.worker(), taken, e);
            throw e;
        }
    }

    /** If their leases only expired, another worker would have to assume that they were sent. */
    private void handBack(UUID worker, List<Taken> taken, RuntimeException cause) {
        try {
            queue.handBack(worker, taken, clock.instant());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private List<Attempt> attempts(List<Taken> taken, Instant now) {
        Map<CheckId, CheckView> known = checks(taken);
        Map<UUID, Decision> decisions = holds.decide(
                taken.stream().flatMap(one -> candidate(one, known).stream()).toList(), now);
        List<Attempt> attempts = new ArrayList<>();
        List<Taken> notSent = new ArrayList<>();
        for (Taken one : taken) {
            CheckView check = one.checkId() == null ? null : known.get(one.checkId());
            Decision.Kind decision =
                    decisions.getOrDefault(one.id(), Decision.SEND).kind();
            if (decision == Decision.Kind.HOLD || (check == null && one.checkId() != null)) {
                notSent.add(one);
            } else {
                attempts.add(new Attempt(one, check, decision));
            }
        }
        health.endTrials(notSent, now);
        return attempts;
    }

    private Map<CheckId, CheckView> checks(List<Taken> taken) {
        Set<CheckId> named =
                taken.stream().map(Taken::checkId).filter(Objects::nonNull).collect(Collectors.toSet());
        return named.isEmpty() ? Map.of() : checks.find(named);
    }

    /**
     * Empty for a notice. Empty for an alert if its mailbox is unsubscribed, it cannot be read, or its check was
     * deleted.
     */
    private static Optional<Candidate> candidate(Taken taken, Map<CheckId, CheckView> known) {
        CheckView check = taken.checkId() == null ? null : known.get(taken.checkId());
        return check != null
                        && !taken.recipient().isUnsubscribed()
                        && taken.content() instanceof Taken.AlertContent alert
                ? Optional.of(new Candidate(
                        taken.id(),
                        taken.version(),
                        alert.flip(),
                        alert.channel(),
                        check,
                        new Candidate.Place(
                                taken.heldBackBy(),
                                taken.turn().laterDueAt(),
                                taken.mayBeSent(),
                                taken.isReminder(),
                                taken.recipient().isRemoved())))
                : Optional.empty();
    }

    /**
     * What was taken.
     *
     * @param channels the channel of each delivery that was taken
     * @param attempts the attempts to make, without deliveries that are held back or were just deleted with their check
     */
    record Due(List<UUID> channels, List<Attempt> attempts) {

        /** Whether deliveries that waited behind one that is now held back may be due. */
        boolean isFewer() {
            return attempts.stream().mapToLong(attempt -> attempt.all().count()).sum() < channels.size();
        }

        Due without(List<Attempt> left) {
            return new Due(
                    channels,
                    attempts.stream().filter(attempt -> !left.contains(attempt)).toList());
        }

        Due with(Due more) {
            return new Due(
                    Stream.concat(channels.stream(), more.channels.stream()).toList(),
                    Stream.concat(attempts.stream(), more.attempts.stream()).toList());
        }
    }
}
