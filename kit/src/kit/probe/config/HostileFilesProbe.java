package kit.probe.config;

import java.io.IOException;
import java.util.OptionalInt;
import kit.http.Answer;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.probe.Verdict;
import kit.service.Application;
import kit.service.Listener;
import kit.service.Ports;
import kit.service.Service;
import kit.service.Wait;
import kit.service.WebProcess;

/** Config files that somebody left beside the service. */
public final class HostileFilesProbe implements Probe {

    @Override
    public String name() {
        return "config.files-ignored";
    }

    @Override
    public Factor factor() {
        return Factor.CONFIG;
    }

    @Override
    public String demand() {
        return "Files beside the service configure nothing; only the environment does.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        // Asked first: a process may read the files later, too.
        OptionalInt usual = status(service, service.web());
        try (var trap = Trap.open();
                var files = HostileFiles.write(service.workspace().application(), Ports.free(), trap.port())) {
            Finding full = withEverything(service, usual, files, trap);
            if (full.verdict() != Verdict.HOLDS || service.database().isEmpty()) {
                return full;
            }
            return withoutDatabase(service, files, trap);
        }
    }

    private static Finding withEverything(Service service, OptionalInt usual, HostileFiles files, Trap trap)
            throws IOException, InterruptedException {
        WebProcess web = service.launch(Application.WEB).startWeb();
        try (web) {
            Wait.until(
                    service.limits().start(),
                    () -> web.isServing() || !web.process().isAlive() || isMisled(web, files, trap));
            if (isMisled(web, files, trap)) {
                return Finding.doesNotHold("with " + files + " beside it, it "
                        + (trap.connections() > 0
                                ? "connects to the database of a file"
                                : "listens on the port of a file"));
            }
            if (!web.isServing()) {
                return Finding.doesNotHold("with " + files + " beside it: " + web.whyNotReady());
            }
            // While it starts, it may answer otherwise.
            if (!Wait.until(service.patience(), () -> status(service, web).equals(usual))) {
                return Finding.doesNotHold("with %s beside it, GET %s answers %s instead of %s"
                        .formatted(files, service.application().path(), text(status(service, web)), text(usual)));
            }
            return Finding.holds("with " + files + " beside it, nothing changes");
        }
    }

    private static OptionalInt status(Service service, WebProcess web) {
        return web.ask(service.application().path()).stream()
                .mapToInt(Answer::status)
                .findFirst();
    }

    private static String text(OptionalInt status) {
        return status.isPresent() ? String.valueOf(status.getAsInt()) : "nothing";
    }

    private static boolean isMisled(WebProcess web, HostileFiles files, Trap trap) {
        return trap.connections() > 0 || web.process().tree().listeners().contains(new Listener(files.port(), false));
    }

    /** What the environment does not say, a file could. */
    private static Finding withoutDatabase(Service service, HostileFiles files, Trap trap)
            throws IOException, InterruptedException {
        WebProcess web = service.launch(Application.WEB).withoutDatabase().startWeb();
        try (web) {
            Wait.until(
                    service.patience(),
                    () -> trap.connections() > 0 || !web.process().isAlive() || web.isServing());
            web.ask(service.application().path());
            return Finding.of(
                    trap.connections() == 0,
                    trap.connections() == 0
                            ? "with " + files + " beside it, nothing changes, even without DATABASE_URL"
                            : "without DATABASE_URL it connects to the database that a file beside it names (one of "
                                    + files + ")");
        }
    }
}
