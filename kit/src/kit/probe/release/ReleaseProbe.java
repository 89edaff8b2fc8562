package kit.probe.release;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import kit.database.Database;
import kit.database.Schema;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.OneOff;
import kit.service.Service;

/** The release line. */
public final class ReleaseProbe implements Probe {

    @Override
    public String name() {
        return "release.repeatable";
    }

    @Override
    public Factor factor() {
        return Factor.BUILD_RELEASE_RUN;
    }

    @Override
    public String demand() {
        return "The release is a process of its own that ends with status 0, and again 0 when it is repeated.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException, SQLException {
        Optional<OneOff> first = service.release();
        if (first.isEmpty()) {
            return Finding.notApplicable("it has no release line");
        }
        if (!first.get().succeeded()) {
            return Finding.doesNotHold(first.get().describe());
        }
        Optional<Schema> before = schema(service);
        OneOff second = service.runOnce(service.launch(Application.RELEASE));
        if (!second.succeeded()) {
            return Finding.doesNotHold("run again: " + second.describe());
        }
        boolean unchanged = before.equals(schema(service));
        return Finding.of(
                unchanged,
                first.get().describe() + "; again: " + second.describe()
                        + (unchanged ? "" : ", but it changed the schema a second time"));
    }

    private static Optional<Schema> schema(Service service) throws SQLException {
        Optional<Database> database = service.database();
        return database.isEmpty()
                ? Optional.empty()
                : Optional.of(database.get().schema());
    }
}
