package kit.probe.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.WebProcess;
import kit.service.Workspace;

/** Log files. */
public final class NoLogFilesProbe implements Probe {

    private static final Pattern LOG = Pattern.compile("\\.log(\\.|$)|(^|/)logs?/");

    @Override
    public String name() {
        return "logs.no-files";
    }

    @Override
    public Factor factor() {
        return Factor.LOGS;
    }

    @Override
    public String demand() {
        return "Processes neither write nor rotate log files.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        Set<String> files = logFiles(service);
        return Finding.of(
                files.isEmpty(),
                files.isEmpty()
                        ? "no new or open file in its directory, its home or its temporary directory looks like a log"
                        : "wrote " + Text.some(files));
    }

    /** The files of running processes that look like logs. */
    static Set<String> logFiles(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        Set<String> files = new TreeSet<>(service.workspace().files().keySet());
        files.removeAll(service.filesBefore().keySet());
        Workspace.files(service.workspace().home(), Set.of()).keySet().forEach(file -> files.add("$HOME/" + file));
        List<ServiceProcess> all = new ArrayList<>(List.of(web.process()));
        all.addAll(service.workers());
        for (ServiceProcess process : all) {
            Workspace.files(process.temporary(), Set.of()).keySet().forEach(file -> files.add("$TMPDIR/" + file));
            process.tree().filesOpenForWriting().forEach(file -> files.add(file.toString()));
        }
        files.removeIf(LOG.asPredicate().negate());
        return files;
    }
}
