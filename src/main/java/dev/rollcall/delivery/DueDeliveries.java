package dev.rollcall.delivery;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.delivery.QueueStore.Taking;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Takes due deliveries, with everything that their alerts need. */
@Component
class DueDeliveries {

    private final QueueStore queue;
    private final Checks checks;
    private final Clock clock;

    DueDeliveries(QueueStore queue, Checks checks, Clock clock) {
        this.queue = queue;
        this.checks = checks;
        this.clock = clock;
    }

    /** Takes deliveries; leaves out those that were deleted with their check at this moment. */
    List<Attempt> take(Taking taking) {
        Instant now = clock.instant();
        List<Taken> taken = queue.take(taking, now, now.plus(Leases.LENGTH));
        Set<CheckId> named =
                taken.stream().map(Taken::checkId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<CheckId, CheckView> known = named.isEmpty() ? Map.of() : checks.find(named);
        return taken.stream()
                .map(one -> new Attempt(one, one.checkId() == null ? null : known.get(one.checkId())))
                .filter(attempt -> attempt.check() != null || attempt.taken().checkId() == null)
                .toList();
    }
}
