package faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import testing.Postgres;

/** The processes of an embedded server, all of which get each signal. */
final class ServerProcesses {

    private final ProcessHandle postmaster;

    private ServerProcesses(ProcessHandle postmaster) {
        this.postmaster = postmaster;
    }

    static ServerProcesses of(Postgres server) {
        long checkpointer = Long.parseLong(
                server.strings("/postgres", "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
                        .get(0));
        return new ServerProcesses(
                ProcessHandle.of(checkpointer).flatMap(ProcessHandle::parent).orElseThrow());
    }

    /** Sends a signal by its name without SIG: {@code KILL}, {@code STOP}, {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        all.forEach(process -> command.add(String.valueOf(process.pid())));
        // A session may have ended meanwhile, which kill reports.
        new ProcessBuilder(command).start().waitFor();
        if (name.equals("KILL")) {
            all.forEach(process -> process.onExit().join());
        }
    }
}
