package dev.rollcall.flip;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second door of this module: a person says that they take care of a check that is down. An acknowledgement belongs
 * to the flip to down, so any later flip ends it.
 */
@Service
public class Acknowledgements {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private final AcknowledgementStore acknowledgements;
    private final Checks checks;
    private final AuditLog audit;
    private final Clock clock;

    Acknowledgements(AcknowledgementStore acknowledgements, Checks checks, AuditLog audit, Clock clock) {
        this.acknowledgements = acknowledgements;
        this.checks = checks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Acknowledges this flip. Returns false, and does nothing, if it is not to down or the check has flipped since. */
    @Transactional
    public boolean acknowledge(Flip flip) {
        return acknowledge(flip.change().checkId(), flip.id());
    }

    /** Acknowledges the latest flip of the check. Returns false if the check is not down. */
    @Transactional
    boolean acknowledge(CheckId check) {
        return acknowledge(check, null);
    }

    private boolean acknowledge(CheckId check, @Nullable Long flip) {
        var result = acknowledgements.acknowledge(check, flip, clock.instant());
        result.filter(AcknowledgementStore.Acknowledged::isNew).ifPresent(acknowledged -> {
            checks.find(check)
                    .ifPresent(found ->
                            audit.record(found.project().value(), AuditAction.CHECK_ACKNOWLEDGED, found.shownName()));
            log.atInfo()
                    .addKeyValue("event", "check.acknowledged")
                    .addKeyValue("flip_id", acknowledged.flip())
                    .log("a person takes care of this check");
        });
        return result.isPresent();
    }
}
