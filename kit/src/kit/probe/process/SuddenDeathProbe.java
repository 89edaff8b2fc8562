package kit.probe.process;

import java.io.IOException;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Service;
import kit.service.Text;
import kit.service.WebProcess;

/** SIGKILL and a new start. */
public final class SuddenDeathProbe implements Probe {

    @Override
    public String name() {
        return "disposability.sudden-death";
    }

    @Override
    public Factor factor() {
        return Factor.DISPOSABILITY;
    }

    @Override
    public String demand() {
        return "After SIGKILL the web process starts again on the same port, without help.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        int port = web.port();
        web.process().kill();
        WebProcess again = service.launch(Application.WEB).port(port).startWeb();
        try (again) {
            if (!again.untilReady()) {
                return Finding.doesNotHold("killed and started again on port " + port + ": " + again.whyNotReady());
            }
            return Finding.holds(
                    "killed and started again, it served on port " + port + " after " + Text.seconds(again.age()));
        }
    }
}
