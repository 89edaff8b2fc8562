package kit.probe.source;

import java.io.IOException;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;

/** A build that sees the configuration of a deploy. */
public final class BuildConfigProbe implements Probe {

    private final Builds builds;

    public BuildConfigProbe(Builds builds) {
        this.builds = builds;
    }

    @Override
    public String name() {
        return "build.no-database";
    }

    @Override
    public Factor factor() {
        return Factor.BUILD_RELEASE_RUN;
    }

    @Override
    public String demand() {
        return "The build needs no database, even where the platform gives it the address of one.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (service.application().build() == null) {
            return Finding.notApplicable("no --build command was given");
        }
        if (builds.two(service).failure() != null) {
            return Finding.notSeen("a build failed");
        }
        return Finding.of(
                builds.connections() == 0,
                "both builds connected " + builds.connections() + " times to the address in DATABASE_URL");
    }
}
