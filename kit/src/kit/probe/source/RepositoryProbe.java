package kit.probe.source;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.Text;

/** The repository. */
public final class RepositoryProbe implements Probe {

    @Override
    public String name() {
        return "codebase.repository";
    }

    @Override
    public Factor factor() {
        return Factor.CODEBASE;
    }

    @Override
    public String demand() {
        return "The code is in one repository under revision control, and every process type is started from it.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Optional<String> commit = Git.commit(service.application().directory());
        if (commit.isEmpty()) {
            return Finding.notSeen("the directory is in no git repository: a package, or a copy");
        }
        Set<String> own = new TreeSet<>();
        for (String file : Git.files(service.application().directory())) {
            if (file.matches("(.*/)?Procfile")) {
                own.add(file);
            }
        }
        return Finding.of(
                own.size() <= 1,
                own.size() <= 1
                        ? "commit " + commit.get() + ", with the process types "
                                + service.application().lines().keySet()
                        : "several applications in one directory: " + Text.some(own));
    }
}
