package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import java.time.Clock;
import java.util.Optional;
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
    private final Clock clock;

    Acknowledgements(AcknowledgementStore acknowledgements, Clock clock) {
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /** Acknowledges this flip. Returns false, and does nothing, if it is not to down or the check has flipped since. */
    @Transactional
    public boolean acknowledge(Flip flip) {
        return acknowledged(acknowledgements.acknowledge(flip.change().checkId(), flip.id(), clock.instant()));
    }

    /** Acknowledges the latest flip of the check. Returns false if the check is not down. */
    @Transactional
    boolean acknowledge(CheckId check) {
        return acknowledged(acknowledgements.acknowledge(check, null, clock.instant()));
    }

    private static boolean acknowledged(Optional<AcknowledgementStore.Acknowledged> result) {
        result.filter(AcknowledgementStore.Acknowledged::isNew)
                .ifPresent(acknowledged -> log.atInfo()
                        .addKeyValue("event", "check.acknowledged")
                        .addKeyValue("flip_id", acknowledged.flip())
                        .log("a person takes care of this check"));
        return result.isPresent();
    }
}
