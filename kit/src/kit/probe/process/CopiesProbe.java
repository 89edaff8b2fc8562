package kit.probe.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.UnseenException;
import kit.service.Wait;

/** Scaling out. */
public final class CopiesProbe implements Probe {

    @Override
    public String name() {
        return "concurrency.copies";
    }

    @Override
    public Factor factor() {
        return Factor.CONCURRENCY;
    }

    @Override
    public String demand() {
        return "More processes of each type run side by side.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        List<ServiceProcess> copies = new ArrayList<>(List.of(service.web().process()));
        copies.addAll(service.workers());
        try {
            copies.add(service.secondWeb().process());
        } catch (UnseenException e) {
            return Finding.doesNotHold("a second web beside the first: " + e.getMessage());
        }
        List<ServiceProcess> extra = new ArrayList<>();
        try {
            for (String type : service.application().workers()) {
                extra.add(service.launch(type).start());
            }
            copies.addAll(extra);
            Wait.until(extra.isEmpty() ? Duration.ofSeconds(1) : service.settling(), () -> !allAlive(copies));
            List<String> ended = copies.stream()
                    .filter(copy -> !copy.isAlive())
                    .map(copy -> "a copy of " + copy.type() + " ended; " + copy.lastWords())
                    .toList();
            return Finding.of(
                    ended.isEmpty(),
                    ended.isEmpty()
                            ? "two of each run at the same time: web" + (extra.isEmpty() ? "" : ", ")
                                    + String.join(", ", service.application().workers())
                            : String.join("; ", ended));
        } finally {
            extra.forEach(ServiceProcess::close);
        }
    }

    private static boolean allAlive(List<ServiceProcess> copies) {
        return copies.stream().allMatch(ServiceProcess::isAlive);
    }
}
