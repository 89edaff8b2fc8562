package kit.probe.backing;

import java.io.IOException;
import java.time.Duration;
import kit.database.Database;
import kit.database.DatabaseLink;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Launch;
import kit.service.Service;
import kit.service.Text;
import kit.service.WebProcess;

/** A database that is late. */
public final class AwayAtStartProbe implements Probe {

    @Override
    public String name() {
        return "backing.away-at-start";
    }

    @Override
    public Factor factor() {
        return Factor.BACKING_SERVICES;
    }

    @Override
    public String demand() {
        return "Without the database the web process waits, or ends with an error status and can be started again; with the database it serves.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Database database = service.requireDatabase();
        service.web();
        if (database.link().connections() == 0) {
            return Finding.notSeen("no process has connected to the database so far");
        }
        try (DatabaseLink link = database.newLink()) {
            link.cut();
            WebProcess web = launch(service, database, link).startWeb();
            try (web) {
                web.untilReady(service.settling());
                return web.process().isAlive() ? waiting(web, link) : ended(service, database, web, link);
            }
        }
    }

    private static Finding waiting(WebProcess web, DatabaseLink link) throws IOException, InterruptedException {
        boolean served = web.isServing();
        link.restore();
        long restored = System.nanoTime();
        if (!web.untilReady()) {
            return Finding.doesNotHold("started without the database, and with it again: " + web.whyNotReady());
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - restored);
        return Finding.holds("it kept running without the database"
                + (served ? " and already answered" : "; with it, it served after " + Text.seconds(taken)));
    }

    private static Finding ended(Service service, Database database, WebProcess web, DatabaseLink link)
            throws IOException, InterruptedException {
        int status = web.process().end(Duration.ofSeconds(2)).orElse(-1);
        link.restore();
        WebProcess again = launch(service, database, link).startWeb();
        try (again) {
            boolean ready = again.untilReady();
            return Finding.of(
                    status != 0 && ready,
                    "without the database it ended with status " + status + " after " + Text.seconds(web.age())
                            + "; started again with the database it " + (ready ? "served" : "did not serve"));
        }
    }

    private static Launch launch(Service service, Database database, DatabaseLink link) throws IOException {
        return service.launch(Application.WEB).database(database.address().at("127.0.0.1", link.port()));
    }
}
