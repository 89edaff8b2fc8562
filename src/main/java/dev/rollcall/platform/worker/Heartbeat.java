package dev.rollcall.platform.worker;

import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.process.ProcessType;
import java.util.Set;
import java.util.UUID;

/**
 * What a process says about itself once a second.
 *
 * @param types WEB means that it can receive pings, unless its ingress is cut; WORKER that its work gets done
 * @param pingsPerSecond of web
 * @param arrivals of web
 */
record Heartbeat(UUID process, Set<ProcessType> types, String release, double pingsPerSecond, Arrivals arrivals) {

    boolean receives() {
        return types.contains(ProcessType.WEB) && !arrivals.isCut();
    }
}
