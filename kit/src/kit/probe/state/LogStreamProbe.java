package kit.probe.state;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.Wait;
import kit.service.WebProcess;

/** Logs as a stream. */
public final class LogStreamProbe implements Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "logs.stream";
    }

    @Override
    public Factor factor() {
        return Factor.LOGS;
    }

    @Override
    public String demand() {
        return "Processes write their log to standard output or error, while they run.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        web.ask("/factors-" + System.nanoTime());
        List<ServiceProcess> all = new ArrayList<>(List.of(web.process()));
        all.addAll(service.workers());
        List<String> seen = new ArrayList<>();
        boolean silent = false;
        for (ServiceProcess process : all) {
            Wait.until(PATIENCE, () -> !process.printed().isEmpty());
            List<String> lines = process.printed();
            silent |= lines.isEmpty();
            seen.add("%s printed %d lines, %d of them on standard output, %d of them JSON"
                    .formatted(
                            process.type(),
                            lines.size(),
                            process.stdout().size(),
                            lines.stream()
                                    .filter(line -> line.startsWith("{") && line.endsWith("}"))
                                    .count()));
        }
        String evidence = String.join("; ", seen);
        if (!silent) {
            return Finding.holds(evidence);
        }
        // Some services have nothing to say at their usual level.
        Set<String> files = NoLogFilesProbe.logFiles(service);
        return files.isEmpty()
                ? Finding.notSeen(evidence + ", and there is no log file")
                : Finding.doesNotHold(evidence + ", but there is " + Text.some(files));
    }
}
