package dev.rollcall.outage;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.worker.Outage;
import dev.rollcall.platform.worker.Outages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether pings can be received, and since when. */
@Component
@Order(31)
class OutageProbe implements Probe {

    private final ObjectProvider<Outages> outages;
    private final Clock clock;

    OutageProbe(ObjectProvider<Outages> outages, Clock clock) {
        this.outages = outages;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public List<Finding> examine() {
        return List.of(outages.getObject().latest().map(this::finding).orElseGet(() -> Finding.ok(name(), "never")));
    }

    private Finding finding(Outage latest) {
        Instant ended = latest.endedAt();
        if (ended == null) {
            return Finding.broken(
                    name(),
                    "no web process has received pings since " + latest.beganAt(),
                    advice(latest.reason()) + "; no check is marked as down meanwhile");
        }
        return Finding.ok(
                name(),
                "the last lasted " + Duration.between(latest.beganAt(), ended).toSeconds() + " s and ended "
                        + Duration.between(ended, clock.instant()).toSeconds() + " s ago");
    }

    private static String advice(Outage.Reason reason) {
        return reason == Outage.Reason.CUT
                ? "check the DNS name, the certificate and the router of SITE_ROOT"
                : "start a web process";
    }
}
