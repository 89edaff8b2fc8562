package dev.rollcall.outage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Logs once for each project that checks were excused. */
@Component
class ExcuseLog {

    private static final Logger log = LoggerFactory.getLogger(ExcuseLog.class);

    @TransactionalEventListener
    void excused(ChecksExcused excused) {
        log.atInfo()
                .addKeyValue("event", "checks.excused")
                .addKeyValue("project_id", excused.project().value())
                .addKeyValue("outage_id", excused.outage().id())
                .addKeyValue("checks", excused.checks())
                .addKeyValue("began_at", excused.outage().beganAt())
                .addKeyValue("ended_at", excused.outage().endedAt())
                .log("deadlines were moved, because pings could not be received");
    }
}
