package kit.probe.state;

import java.io.IOException;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Service;
import kit.service.WebProcess;

/** A directory that cannot change. */
public final class ReadOnlyProbe implements Probe {

    @Override
    public String name() {
        return "processes.read-only";
    }

    @Override
    public Factor factor() {
        return Factor.PROCESSES;
    }

    @Override
    public String demand() {
        return "The web process runs in a directory that it cannot write to.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        service.web();
        WebProcess web = service.launch(Application.WEB).readOnly().startWeb();
        try (web) {
            return web.untilReady()
                    ? Finding.holds("it serves while its directory is mounted read-only")
                    : Finding.doesNotHold("with its directory mounted read-only: " + web.whyNotReady());
        }
    }
}
