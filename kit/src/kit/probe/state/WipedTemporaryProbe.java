package kit.probe.state;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import kit.http.Answer;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.WebProcess;
import kit.service.Workspace;

/** Temporary files are lost. */
public final class WipedTemporaryProbe implements Probe {

    @Override
    public String name() {
        return "processes.temporary-files";
    }

    @Override
    public Factor factor() {
        return Factor.PROCESSES;
    }

    @Override
    public String demand() {
        return "The web process still serves when its temporary files are deleted.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        String path = service.application().path();
        Optional<Integer> before = web.ask(path).map(Answer::status);
        int files = Workspace.files(web.process().temporary(), Set.of()).size();
        Workspace.empty(web.process().temporary());
        Optional<Integer> after = web.ask(path).map(Answer::status);
        return Finding.of(
                before.equals(after),
                "GET " + path + " answered " + said(before) + " before, and " + said(after)
                        + " after TMPDIR was wiped (" + files + " files)");
    }

    private static String said(Optional<Integer> status) {
        return status.map(String::valueOf).orElse("nothing");
    }
}
