package dev.rollcall.ping;

import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes many pings in one transaction: the log, states, deadlines, flips and the deliveries that follow. */
@Component
class PingBatch {

    /** Old pings of a check are deleted once in this many pings, not with each ping. */
    private static final int PRUNE_EVERY = 16;

    /** Two threads may date their pings in one order and queue them in the opposite order. */
    private static final Comparator<Ping> COMPLETED_FIRST = Comparator.comparing(Ping::receivedAt);

    private final Checks checks;
    private final Flips flips;
    private final PingStore pings;
    private final PingSettings settings;

    PingBatch(Checks checks, Flips flips, PingStore pings, PingSettings settings) {
        this.checks = checks;
        this.flips = flips;
        this.pings = pings;
        this.settings = settings;
    }

    /**
     * Records the pings in the order in which they were completed. Returns the checks that exist; pings of other checks
     * are dropped.
     */
    @Transactional
    public Set<CheckId> record(List<Ping> batch) {
        Map<CheckId, PingRules> rules = new LinkedHashMap<>();
        Set<CheckId> named = batch.stream().map(Ping::checkId).collect(Collectors.toSet());
        checks.lock(named).forEach(check -> rules.put(check.id(), new PingRules(check)));
        if (rules.isEmpty()) {
            return Set.of();
        }
        addRunsUnderWay(batch, rules);
        for (Ping ping : batch.stream().sorted(COMPLETED_FIRST).toList()) {
            PingRules ofCheck = rules.get(ping.checkId());
            if (ofCheck != null) {
                ofCheck.apply(ping);
            }
        }
        checks.save(rules.values().stream().map(PingRules::check).toList());
        pings.insert(
                rules.values().stream().flatMap(rule -> rule.log().stream()).toList());
        prune(rules.values());
        flips.record(
                rules.values().stream().flatMap(rule -> rule.changes().stream()).toList());
        return Set.copyOf(rules.keySet());
    }

    private void addRunsUnderWay(List<Ping> batch, Map<CheckId, PingRules> rules) {
        List<Ping> ends = batch.stream()
                .filter(ping -> {
                    PingRules ofCheck = rules.get(ping.checkId());
                    return ofCheck != null && ofCheck.endsAnotherRun(ping);
                })
                .toList();
        if (!ends.isEmpty()) {
            pings.runsUnderWay(ends)
                    .forEach(run ->
                            Objects.requireNonNull(rules.get(run.check())).addRun(run.runId(), run.startedAt()));
        }
    }

    private void prune(Collection<PingRules> folded) {
        List<UUID> full = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (PingRules rules : folded) {
            long oldest = rules.check().state().pingCount() - settings.logLimit();
            long oldestBefore = oldest - rules.log().size();
            if (oldest > 0 && Math.floorDiv(oldest, PRUNE_EVERY) > Math.floorDiv(oldestBefore, PRUNE_EVERY)) {
                full.add(rules.check().id().value());
                numbers.add(oldest);
            }
        }
        if (!full.isEmpty()) {
            pings.deleteUpTo(full, numbers);
        }
    }
}
