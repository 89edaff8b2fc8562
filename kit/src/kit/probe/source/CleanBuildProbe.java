package kit.probe.source;

import java.io.IOException;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;

/** A build without what the machine has. */
public final class CleanBuildProbe implements Probe {

    private final Builds builds;

    public CleanBuildProbe(Builds builds) {
        this.builds = builds;
    }

    @Override
    public String name() {
        return "dependencies.clean-build";
    }

    @Override
    public Factor factor() {
        return Factor.DEPENDENCIES;
    }

    @Override
    public String demand() {
        return "One build command makes it from a clone of its commit, also with an empty home.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (service.application().build() == null) {
            return Finding.notApplicable("no --build command was given");
        }
        String failure = builds.one(service).failure();
        String home = builds.hasCleanHome() ? "an empty home" : "the home of this user";
        return Finding.of(failure == null, failure == null ? "a clone of the commit was built with " + home : failure);
    }
}
