package dev.rollcall.flip;

import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.log.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Logs each change of status after its transaction is committed. The id of the check is a secret. */
@Component
class FlipLog {

    private static final Logger log = LoggerFactory.getLogger(FlipLog.class);

    @TransactionalEventListener
    void recorded(FlipsRecorded recorded) {
        // Flips of several requests are stored together, on a thread that has no request id.
        recorded.flips()
                .forEach(flip -> RequestId.during(
                        flip.change().requestId(),
                        () -> log.atInfo()
                                .addKeyValue("event", isLate(flip) ? "check.late" : "check.flipped")
                                .addKeyValue(
                                        "check_key", flip.change().checkId().uniqueKey())
                                .addKeyValue("flip_id", flip.id())
                                .addKeyValue("from", flip.change().from())
                                .addKeyValue("to", flip.change().to())
                                .addKeyValue("reason", flip.change().reason())
                                .log(isLate(flip) ? "check is late" : "check changed status")));
    }

    private static boolean isLate(Flip flip) {
        return flip.change().reason() == StatusChange.Reason.LATE;
    }
}
