package kit.probe.release;

import java.io.IOException;
import java.util.Optional;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.OneOff;
import kit.service.Service;
import kit.service.Text;

/** One-off processes. */
public final class OneOffProbe implements Probe {

    @Override
    public String name() {
        return "admin.one-off";
    }

    @Override
    public Factor factor() {
        return Factor.ADMIN_PROCESSES;
    }

    @Override
    public String demand() {
        return "A one-off process runs from the same directory with the same environment, opens no port, and ends by itself.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Optional<OneOff> run = service.application().task() == null
                ? service.release()
                : Optional.of(service.runOnce(service.launch(OneOff.TASK)));
        if (run.isEmpty()) {
            return Finding.notApplicable("neither --task nor a release line was given");
        }
        OneOff process = run.get();
        return Finding.of(
                process.succeeded() && process.listened().isEmpty(),
                process.describe() + ", and listened on "
                        + (process.listened().isEmpty() ? "nothing" : Text.some(process.listened())));
    }
}
