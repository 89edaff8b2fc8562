package kit.probe.backing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kit.database.Database;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.WebProcess;

/** The address of the database. */
public final class AttachedProbe implements Probe {

    @Override
    public String name() {
        return "backing.attached";
    }

    @Override
    public Factor factor() {
        return Factor.BACKING_SERVICES;
    }

    @Override
    public String demand() {
        return "The database is attached by its address in the environment: connections go there.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Database database = service.requireDatabase();
        WebProcess web = service.web();
        web.ask(service.application().path());
        List<ServiceProcess> all = new ArrayList<>(List.of(web.process()));
        all.addAll(service.workers());
        List<String> around = all.stream()
                .filter(process -> process.tree().remotePorts().contains(database.realPort()))
                .map(process -> process.type() + " is connected to port " + database.realPort()
                        + ", which is not the port in its environment")
                .toList();
        if (!around.isEmpty()) {
            return Finding.doesNotHold(String.join("; ", around));
        }
        int connections = database.link().connections();
        return connections > 0
                ? Finding.holds(
                        connections + " connections so far to the port that the environment gives, which is ours")
                : Finding.notSeen(
                        "no process has connected to the database so far: the service may not need one, or uses another");
    }
}
