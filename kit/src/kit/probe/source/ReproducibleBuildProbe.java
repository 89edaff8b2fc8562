package kit.probe.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.Text;

/** Two builds of one commit. */
public final class ReproducibleBuildProbe implements Probe {

    private final Builds builds;

    public ReproducibleBuildProbe(Builds builds) {
        this.builds = builds;
    }

    @Override
    public String name() {
        return "build.reproducible";
    }

    @Override
    public Factor factor() {
        return Factor.BUILD_RELEASE_RUN;
    }

    @Override
    public String demand() {
        return "Two builds of the same commit make the same bytes.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (service.application().build() == null) {
            return Finding.notApplicable("no --build command was given");
        }
        Builds.Build one = builds.one(service);
        Builds.Build two = builds.two(service);
        if (one.failure() != null || two.failure() != null) {
            return Finding.notSeen("a build failed");
        }
        Set<String> files = artifacts(service, one.made());
        files.addAll(artifacts(service, two.made()));
        if (files.isEmpty()) {
            return Finding.notSeen("the build made no file"
                    + (service.application().artifact() == null
                            ? ""
                            : " " + service.application().artifact()));
        }
        List<String> different = new ArrayList<>();
        for (String file : files) {
            if (!sameBytes(one.directory().resolve(file), two.directory().resolve(file))) {
                different.add(file);
            }
        }
        return Finding.of(
                different.isEmpty(),
                different.isEmpty()
                        ? files.size() + " files are the same in both builds: " + Text.some(files)
                        : different.size() + " of " + files.size() + " files differ: " + Text.some(different));
    }

    private static Set<String> artifacts(Service service, Set<String> made) {
        Set<String> files = new TreeSet<>(made);
        String glob = service.application().artifact();
        if (glob != null) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            files.removeIf(file -> !matcher.matches(Path.of(file)));
        }
        return files;
    }

    private static boolean sameBytes(Path one, Path two) throws IOException {
        return Files.isRegularFile(one) && Files.isRegularFile(two) && Files.mismatch(one, two) == -1;
    }
}
