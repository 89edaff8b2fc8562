package kit.probe.process;

import java.io.IOException;
import java.time.Duration;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.Text;
import kit.service.UnseenException;

/** The time of a start. */
public final class StartTimeProbe implements Probe {

    @Override
    public String name() {
        return "disposability.start";
    }

    @Override
    public Factor factor() {
        return Factor.DISPOSABILITY;
    }

    @Override
    public String demand() {
        return "The web process is ready within the time in which platforms expect its port.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        try {
            service.web();
        } catch (UnseenException e) {
            return Finding.doesNotHold(
                    "not ready within " + Text.seconds(service.limits().start()) + ": " + e.getMessage());
        }
        long millis = service.measures().getOrDefault("web_start_ms", 0L);
        return Finding.holds("GET " + service.application().path() + " was served "
                + Text.seconds(Duration.ofMillis(millis)) + " after the start");
    }
}
