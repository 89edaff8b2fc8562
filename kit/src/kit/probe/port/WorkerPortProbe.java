package kit.probe.port;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Listener;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;

/** Workers have no port. */
public final class WorkerPortProbe implements Probe {

    @Override
    public String name() {
        return "port.worker";
    }

    @Override
    public Factor factor() {
        return Factor.PORT_BINDING;
    }

    @Override
    public String demand() {
        return "Only the web process exports a port: a worker listens on nothing.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (service.application().workers().isEmpty()) {
            return Finding.notApplicable("it has no process type beside web");
        }
        List<String> seen = new ArrayList<>();
        boolean silent = true;
        for (ServiceProcess worker : service.workers()) {
            Set<Listener> listeners = worker.tree().listeners();
            listeners.removeIf(Listener::loopback);
            silent &= listeners.isEmpty();
            seen.add(worker.type() + " listens on " + (listeners.isEmpty() ? "nothing" : Text.some(listeners)));
        }
        return Finding.of(silent, String.join("; ", seen));
    }
}
