package kit.probe.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;

/** SIGTERM of a worker. */
public final class WorkerStopProbe implements Probe {

    @Override
    public String name() {
        return "disposability.stop-worker";
    }

    @Override
    public Factor factor() {
        return Factor.DISPOSABILITY;
    }

    @Override
    public String demand() {
        return "On SIGTERM a worker ends before a platform would kill it.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (service.application().workers().isEmpty()) {
            return Finding.notApplicable("it has no process type beside web");
        }
        List<String> seen = new ArrayList<>();
        boolean ended = true;
        for (ServiceProcess worker : service.workers()) {
            if (!worker.isAlive()) {
                return Finding.doesNotHold(worker.type() + " had ended before; " + worker.lastWords());
            }
            long signal = System.nanoTime();
            worker.terminate();
            OptionalInt status = worker.end(service.limits().stop());
            Duration taken = Duration.ofNanos(System.nanoTime() - signal);
            ended &= status.isPresent();
            if (status.isPresent()) {
                service.measured(worker.type() + "_stop_ms", taken.toMillis());
                seen.add("%s ended with status %d %s after SIGTERM"
                        .formatted(worker.type(), status.getAsInt(), Text.seconds(taken)));
            } else {
                worker.kill();
                seen.add("%s was still running %s after SIGTERM".formatted(worker.type(), Text.seconds(taken)));
            }
        }
        return Finding.of(ended, String.join("; ", seen));
    }
}
