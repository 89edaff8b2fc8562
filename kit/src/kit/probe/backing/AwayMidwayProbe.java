package kit.probe.backing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.database.Database;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.Wait;
import kit.service.WebProcess;

/** A database that goes away for a few seconds. */
public final class AwayMidwayProbe implements Probe {

    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "backing.away-midway";
    }

    @Override
    public Factor factor() {
        return Factor.BACKING_SERVICES;
    }

    @Override
    public String demand() {
        return "When the database goes away and comes back, every process goes on by itself.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Database database = service.requireDatabase();
        WebProcess web = service.web();
        List<ServiceProcess> all = new ArrayList<>(List.of(web.process()));
        service.workers().stream().filter(ServiceProcess::isAlive).forEach(all::add);
        if (database.link().connections() == 0) {
            return Finding.notSeen("no process has connected to the database so far");
        }
        String during;
        database.link().cut();
        try {
            Wait.until(AWAY, () -> !all.stream().allMatch(ServiceProcess::isAlive));
            during = web.ask(service.application().path())
                    .map(answer -> "answered " + answer.status())
                    .orElse("did not answer within 10 s");
        } finally {
            database.link().restore();
        }
        long restored = System.nanoTime();
        boolean serves = web.untilReady();
        Duration taken = Duration.ofNanos(System.nanoTime() - restored);
        Wait.until(AFTERWARDS, () -> !all.stream().allMatch(ServiceProcess::isAlive));
        List<String> ended = all.stream()
                .filter(process -> !process.isAlive())
                .map(process -> process.type() + " ended; " + process.lastWords())
                .toList();
        if (!ended.isEmpty()) {
            return Finding.doesNotHold(
                    "while the database was away for " + Text.seconds(AWAY) + ": " + String.join("; ", ended));
        }
        return Finding.of(
                serves,
                "while it was away web " + during + "; with it again, web "
                        + (serves
                                ? "served after " + Text.seconds(taken)
                                : "did not serve for " + Text.seconds(taken)));
    }
}
