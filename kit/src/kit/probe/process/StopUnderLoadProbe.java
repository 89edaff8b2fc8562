package kit.probe.process;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import kit.http.Load;
import kit.http.Load.Outcome;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.probe.Verdict;
import kit.service.Service;
import kit.service.Text;
import kit.service.Wait;
import kit.service.WebProcess;

/** SIGTERM while requests come in. */
public final class StopUnderLoadProbe implements Probe {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int ENOUGH = 400;

    @Override
    public String name() {
        return "disposability.stop-web";
    }

    @Override
    public Factor factor() {
        return Factor.DISPOSABILITY;
    }

    @Override
    public String demand() {
        return "On SIGTERM the web process answers the requests under way and ends before a platform would kill it.";
    }

    /**
     * A graceful server may still lose a request that the kernel has accepted and the server has not, so one stop with
     * a loss is tried again.
     */
    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Finding first = stop(service, service.secondWeb());
        return first.verdict() == Verdict.HOLDS ? first : stop(service, service.secondWeb());
    }

    private static Finding stop(Service service, WebProcess web) throws InterruptedException {
        try (web;
                var load = Load.on(web.port(), service.application().path())) {
            Wait.until(WARM_UP, () -> load.size() > ENOUGH);
            // Otherwise a process that cuts off its requests may have none just then.
            Wait.until(WARM_UP, () -> load.underWay() > 1);
            web.process().terminate();
            long signal = System.nanoTime();
            OptionalInt status = web.process().end(service.limits().stop());
            Duration taken = Duration.ofNanos(System.nanoTime() - signal);
            if (status.isEmpty()) {
                return Finding.doesNotHold("still running " + Text.seconds(taken) + " after SIGTERM");
            }
            service.measured("web_stop_ms", taken.toMillis());
            load.close();
            return finding(
                    load,
                    signal,
                    "ended with status " + status.getAsInt() + " " + Text.seconds(taken) + " after SIGTERM");
        }
    }

    private static Finding finding(Load load, long signal, String end) {
        long cut = load.before(signal, Outcome.CUT_OFF);
        long all = cut + load.before(signal, Outcome.ANSWERED) + load.before(signal, Outcome.SERVER_ERROR);
        return Finding.of(
                cut == 0,
                "%s; of %d requests sent before it %d were cut off; of those after it %d were answered, %d cut off"
                        .formatted(
                                end,
                                all,
                                cut,
                                load.since(signal, Outcome.ANSWERED),
                                load.since(signal, Outcome.CUT_OFF)));
    }
}
