package kit.probe.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;

/** Manifest and lock file. */
public final class DeclaredDependenciesProbe implements Probe {

    @Override
    public String name() {
        return "dependencies.declared";
    }

    @Override
    public Factor factor() {
        return Factor.DEPENDENCIES;
    }

    @Override
    public String demand() {
        return "Every dependency is declared with an exact version: a manifest with its lock file, or with exact versions only.";
    }

    @Override
    public Finding examine(Service service) throws IOException {
        Path directory = service.application().directory();
        List<String> exact = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        for (Manifest manifest : Manifest.ALL) {
            manifest.examine(directory).ifPresent(fault -> {
                if (fault.isEmpty()) {
                    exact.add(manifest.file());
                } else {
                    loose.add(manifest.file() + " " + fault);
                }
            });
        }
        if (exact.isEmpty() && loose.isEmpty()) {
            return Finding.notSeen("there is no manifest that we know: a package, or another language");
        }
        return Finding.of(
                loose.isEmpty(), loose.isEmpty() ? String.join(", ", exact) + ": exact" : String.join("; ", loose));
    }
}
