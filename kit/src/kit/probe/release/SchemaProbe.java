package kit.probe.release;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kit.database.Database;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.Wait;
import kit.service.WebProcess;

/** Who makes the schema. */
public final class SchemaProbe implements Probe {

    @Override
    public String name() {
        return "release.schema";
    }

    @Override
    public Factor factor() {
        return Factor.BUILD_RELEASE_RUN;
    }

    @Override
    public String demand() {
        return "The run stage makes no schema: on an empty database web and workers create nothing, because the release does.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException, SQLException {
        Database database = service.requireDatabase();
        service.web();
        Optional<Database.Empty> empty = database.newEmpty();
        if (empty.isEmpty()) {
            return Finding.notSeen("it needs a second, empty database: --database=own");
        }
        Set<String> made = run(service, empty.get());
        String release =
                service.application().hasRelease() ? "although it has a release line" : "and it has no release line";
        return Finding.of(
                made.isEmpty(),
                made.isEmpty()
                        ? "on an empty database its processes ran for a while and created nothing"
                        : "on an empty database its processes created " + made.size() + " objects, " + release + ": "
                                + Text.some(made));
    }

    private static Set<String> run(Service service, Database.Empty empty)
            throws IOException, InterruptedException, SQLException {
        List<ServiceProcess> processes = new ArrayList<>();
        try {
            WebProcess web =
                    service.launch(Application.WEB).database(empty.address()).startWeb();
            processes.add(web.process());
            for (String type : service.application().workers()) {
                processes.add(service.launch(type).database(empty.address()).start());
            }
            // One that serves has done all that it does at its start, and one that has ended does no more.
            Wait.until(
                    service.patience(),
                    () -> web.isServing() || processes.stream().noneMatch(ServiceProcess::isAlive));
            web.ask(service.application().path());
            return empty.schema().objects().stream()
                    .map(SchemaProbe::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            processes.forEach(ServiceProcess::close);
        }
    }

    /** The kind and name of an object; a column counts as its table. */
    private static String name(String object) {
        String[] words = object.split(" ", 3);
        return words[0].equals("column")
                ? "table " + words[1].substring(0, words[1].lastIndexOf('.'))
                : words[0] + " " + words[1];
    }
}
