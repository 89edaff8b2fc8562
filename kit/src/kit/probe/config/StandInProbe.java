package kit.probe.config;

import java.io.IOException;
import java.time.Duration;
import kit.database.Database;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Service;
import kit.service.WebProcess;

/** A service without the address of its database. */
public final class StandInProbe implements Probe {

    @Override
    public String name() {
        return "parity.no-stand-in";
    }

    @Override
    public Factor factor() {
        return Factor.PARITY;
    }

    @Override
    public String demand() {
        return "Without the address of its database the service refuses to work; it takes no other database in its place.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Database database = service.requireDatabase();
        WebProcess usual = service.web();
        if (database.link().connections() == 0) {
            return Finding.notSeen("no process has connected to the database so far");
        }
        WebProcess web = service.launch(Application.WEB).withoutDatabase().startWeb();
        try (web) {
            web.untilReady(service.patience());
            if (!web.process().isAlive()) {
                int status = web.process().end(Duration.ofSeconds(2)).orElse(-1);
                return Finding.of(
                        status != 0,
                        "without the address of a database it ended with status " + status + "; "
                                + web.process().lastWords());
            }
            if (!web.isServing()) {
                return Finding.notSeen("without the address of a database it runs, but serves nothing");
            }
            return servesWithoutDatabase(service, database, usual)
                    ? Finding.notSeen("GET " + service.application().path()
                            + " is served without any database; give a --path that needs it")
                    : Finding.doesNotHold("without the address of a database it serves GET "
                            + service.application().path() + ", which needs one: it uses another in its place");
        }
    }

    /** Whether the path is served while the database of the usual process is away. */
    private static boolean servesWithoutDatabase(Service service, Database database, WebProcess usual)
            throws IOException, InterruptedException {
        database.link().cut();
        try {
            return usual.isServing();
        } finally {
            database.link().restore();
            usual.untilReady(service.limits().start());
        }
    }
}
