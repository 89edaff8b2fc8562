package dev.rollcall.delivery.hold;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mute;
import dev.rollcall.mute.Mutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Holds back deliveries that must not be sent yet. A worker asks right after it has taken them, so the present state
 * decides, not the state at the time of the flip. A delivery that waits for a window costs no thread and appears in few
 * statements.
 */
@Service
public class HoldBacks {

    private static final Logger log = LoggerFactory.getLogger(HoldBacks.class);

    private final HoldStore store;
    private final HoldFactsStore facts;
    private final Mutes mutes;

    HoldBacks(HoldStore store, HoldFactsStore facts, Mutes mutes) {
        this.store = store;
        this.facts = facts;
        this.mutes = mutes;
    }

    /**
     * Decides about deliveries that were taken. Those that are held back are then no longer held by the worker. Costs
     * one statement if nothing of these checks and channels can be held back.
     *
     * @return the decisions by delivery
     */
    public Map<UUID, Decision> decide(Collection<Candidate> deliveries, Instant now) {
        if (deliveries.isEmpty()) {
            return Map.of();
        }
        Set<CheckId> checks =
                deliveries.stream().map(delivery -> delivery.check().id()).collect(Collectors.toSet());
        Map<CheckId, Mute> muted = mutes.of(checks, now);
        Map<UUID, Knowledge> known = facts.knowledge(deliveries.stream()
                .filter(delivery -> HoldRules.needsKnowledge(
                        delivery, muted.get(delivery.check().id())))
                .toList());
        Map<UUID, FlapRule.Changes> changes = facts.changes(deliveries.stream()
                .filter(delivery -> delivery.flapRule().isPresent())
                .toList());
        Map<UUID, Decision> decisions = new HashMap<>();
        List<HoldStore.Hold> holds = new ArrayList<>();
        for (Candidate delivery : deliveries) {
            Decision decision = HoldRules.decide(
                    delivery,
                    muted.get(delivery.check().id()),
                    known.getOrDefault(delivery.id(), Knowledge.NONE),
                    changes.get(delivery.id()),
                    now);
            decisions.put(delivery.id(), decision);
            if (decision.kind() == Decision.Kind.HOLD) {
                holds.add(new HoldStore.Hold(delivery, decision));
            }
        }
        if (!holds.isEmpty()) {
            Set<UUID> heldBack = store.hold(holds, now);
            holds.stream()
                    .filter(hold -> !heldBack.contains(hold.delivery().id()))
                    .forEach(hold -> store.holdWhenUnlocked(hold, now));
            holds.forEach(HoldBacks::logHeldBack);
        }
        return decisions;
    }

    private static void logHeldBack(HoldStore.Hold hold) {
        log.atInfo()
                .addKeyValue("event", "delivery.held-back")
                .addKeyValue("delivery_id", hold.delivery().id())
                .addKeyValue("flip_id", hold.delivery().flip().id())
                .addKeyValue("channel_id", hold.delivery().channel().id())
                .addKeyValue("by", hold.reason().label())
                .addKeyValue("until", hold.until())
                .log("the alert is held back");
    }
}
