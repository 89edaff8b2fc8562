package kit.probe.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.Text;
import kit.service.WebProcess;

/** Files that processes leave. */
public final class NoFilesProbe implements Probe {

    /** Compiled code, which an interpreter makes again when it is missing. */
    private static final Pattern CACHE = Pattern.compile("(^|/)__pycache__/|\\.pyc$");

    private static final List<Path> TEMPORARY = List.of(Path.of("/tmp"), Path.of("/dev"), Path.of("/proc"));

    @Override
    public String name() {
        return "processes.no-files";
    }

    @Override
    public Factor factor() {
        return Factor.PROCESSES;
    }

    @Override
    public String demand() {
        return "Processes write nothing beside the code; what has to stay is in a backing service.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        Map<String, String> now = service.workspace().files();
        now.entrySet().removeAll(service.filesBefore().entrySet());
        int cached = now.size();
        now.keySet().removeIf(CACHE.asPredicate());
        cached -= now.size();
        Set<Path> open = new TreeSet<>(web.process().tree().filesOpenForWriting());
        service.workers().forEach(worker -> open.addAll(worker.tree().filesOpenForWriting()));
        open.removeIf(file -> TEMPORARY.stream().anyMatch(file::startsWith)
                && !file.startsWith(service.workspace().application()));
        if (now.isEmpty() && open.isEmpty()) {
            return Finding.holds("no file was written in its directory"
                    + (cached == 0 ? "" : " except " + cached + " of compiled code")
                    + ", and none outside of temporary directories is open for writing");
        }
        return Finding.doesNotHold((now.isEmpty() ? "" : "wrote " + Text.some(now.keySet()))
                + (open.isEmpty() ? "" : (now.isEmpty() ? "" : "; ") + "has open for writing " + Text.some(open)));
    }
}
