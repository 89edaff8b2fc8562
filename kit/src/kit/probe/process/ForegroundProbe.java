package kit.probe.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.WebProcess;

/** Processes are left to the process manager. */
public final class ForegroundProbe implements Probe {

    @Override
    public String name() {
        return "concurrency.foreground";
    }

    @Override
    public Factor factor() {
        return Factor.CONCURRENCY;
    }

    @Override
    public String demand() {
        return "Processes run in the foreground: they neither make a daemon of themselves nor write a PID file.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        List<ServiceProcess> all = new ArrayList<>(List.of(web.process()));
        all.addAll(service.workers());
        List<String> ended = all.stream()
                .filter(process -> !process.isAlive())
                .map(process -> "the started process of " + process.type() + " is gone; " + process.lastWords())
                .toList();
        if (!ended.isEmpty()) {
            return Finding.doesNotHold(String.join("; ", ended));
        }
        List<String> pidFiles = service.workspace().files().keySet().stream()
                .filter(file -> file.endsWith(".pid") && !service.filesBefore().containsKey(file))
                .toList();
        if (!pidFiles.isEmpty()) {
            return Finding.doesNotHold("wrote " + Text.some(pidFiles));
        }
        return Finding.holds("the started process runs for each of "
                + all.stream().map(ServiceProcess::type).toList() + ", and there is no PID file");
    }
}
