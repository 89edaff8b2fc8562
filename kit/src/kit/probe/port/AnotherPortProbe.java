package kit.probe.port;

import java.io.IOException;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Listener;
import kit.service.Service;
import kit.service.UnseenException;
import kit.service.WebProcess;

/** A second web process beside the first. */
public final class AnotherPortProbe implements Probe {

    @Override
    public String name() {
        return "port.second-copy";
    }

    @Override
    public Factor factor() {
        return Factor.PORT_BINDING;
    }

    @Override
    public String demand() {
        return "A second copy, given another port, listens there while the first one runs.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess first = service.web();
        WebProcess second;
        try {
            second = service.secondWeb();
        } catch (UnseenException e) {
            return Finding.doesNotHold("a second copy beside the first: " + e.getMessage());
        }
        boolean both = first.isServing() && second.isServing();
        return Finding.of(
                both && second.process().tree().listeners().contains(new Listener(second.port(), false)),
                "the copies with PORT=" + first.port() + " and PORT=" + second.port()
                        + (both ? " both serve" : " do not both serve"));
    }
}
