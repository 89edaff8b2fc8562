package kit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.report.Examined;
import kit.service.Service;
import kit.service.Text;
import kit.service.UnseenException;

/** Runs probes one after the other. */
final class Examination {

    private final Service service;
    private final Duration limit;
    private final long begun = System.nanoTime();

    /** @param limit when to start no more probes; a probe that runs then has limits of its own */
    Examination(Service service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    List<Examined> run(List<Probe> probes) throws InterruptedException {
        List<Examined> examined = new ArrayList<>();
        for (Probe probe : probes) {
            System.err.printf("%7s  %s%n", Text.seconds(taken()), probe.name());
            examined.add(new Examined(probe, examine(probe)));
        }
        return examined;
    }

    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Finding examine(Probe probe) throws InterruptedException {
        if (taken().compareTo(limit) > 0) {
            return Finding.notSeen("the time of this run was over");
        }
        try {
            return probe.examine(service);
        } catch (UnseenException e) {
            return Finding.notSeen(String.valueOf(e.getMessage()));
        } catch (IOException | SQLException | RuntimeException e) {
            // A fault of the probe or of this machine, which says nothing about the service.
            return Finding.notSeen("the probe failed: " + e);
        }
    }
}
