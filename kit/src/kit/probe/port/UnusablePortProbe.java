package kit.probe.port;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Listener;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.Wait;

/** A mistake in PORT. */
public final class UnusablePortProbe implements Probe {

    @Override
    public String name() {
        return "port.unusable";
    }

    @Override
    public Factor factor() {
        return Factor.PORT_BINDING;
    }

    @Override
    public String demand() {
        return "A PORT that is no number is refused: the process ends with an error status.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        service.web();
        ServiceProcess process =
                service.launch(Application.WEB).variable("PORT", "not-a-port").start();
        try (process) {
            Set<Listener> listeners = new TreeSet<>();
            Wait.until(service.patience(), () -> {
                listeners.addAll(process.tree().listeners());
                return !process.isAlive() || !listeners.isEmpty();
            });
            if (process.isAlive()) {
                return Finding.doesNotHold("with PORT=not-a-port it runs and listens on "
                        + (listeners.isEmpty() ? "nothing" : Text.some(listeners)));
            }
            int status = process.end(Duration.ofSeconds(2)).orElse(-1);
            return Finding.of(
                    status != 0, "with PORT=not-a-port it ended with status " + status + "; " + process.lastWords());
        }
    }
}
