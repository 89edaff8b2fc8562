package kit.probe.port;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Listener;
import kit.service.Service;
import kit.service.Text;
import kit.service.WebProcess;

/** The web process and its port. */
public final class ExactPortProbe implements Probe {

    @Override
    public String name() {
        return "port.exact";
    }

    @Override
    public Factor factor() {
        return Factor.PORT_BINDING;
    }

    @Override
    public String demand() {
        return "The web process listens on the port in PORT, reachable from outside, and on no other.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        Set<Listener> listeners = web.process().tree().listeners();
        Set<Listener> others = new TreeSet<>(listeners);
        others.removeIf(listener -> listener.loopback() || listener.port() == web.port());
        boolean reachable = listeners.contains(new Listener(web.port(), false));
        return Finding.of(
                reachable && others.isEmpty(),
                "with PORT=" + web.port() + " it listens on "
                        + (listeners.isEmpty() ? "nothing" : Text.some(listeners)));
    }
}
