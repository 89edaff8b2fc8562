package kit.probe.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kit.probe.config.Trap;
import kit.service.Service;
import kit.service.Text;
import kit.service.UnseenException;
import kit.service.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Two builds of the same commit, in directories, time zones and languages of their own, and with a database in the
 * environment that counts connections. Made when first used.
 */
public final class Builds {

    private static final Set<String> OF_GIT = Set.of(".git");

    private final boolean cleanHome;
    private @Nullable Build one;
    private @Nullable Build two;
    private int connections;

    /** @param cleanHome whether the builds see an empty home, without the dependencies of earlier builds */
    public Builds(boolean cleanHome) {
        this.cleanHome = cleanHome;
    }

    /**
     * A build.
     *
     * @param made the files that the build made, below its directory
     * @param failure how it failed; null if it succeeded
     */
    record Build(Path directory, Set<String> made, @Nullable String failure) {}

    boolean hasCleanHome() {
        return cleanHome;
    }

    /** The first build. */
    Build one(Service service) throws IOException, InterruptedException {
        make(service);
        return Objects.requireNonNull(one);
    }

    /** The second build, made like the first if that failed. */
    Build two(Service service) throws IOException, InterruptedException {
        make(service);
        return Objects.requireNonNull(two);
    }

    /** How often the builds connected to the database in their environment. */
    int connections() {
        return connections;
    }

    private void make(Service service) throws IOException, InterruptedException {
        if (one != null) {
            return;
        }
        try (var trap = Trap.open()) {
            String url = "postgres://builder:builder@127.0.0.1:" + trap.port() + "/build";
            one = build(service, Map.of("TZ", "UTC", "DATABASE_URL", url));
            two = one.failure() != null
                    ? one
                    : build(service, Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "C", "DATABASE_URL", url));
            connections = trap.connections();
        }
    }

    private Build build(Service service, Map<String, String> variables) throws IOException, InterruptedException {
        String command = service.application().build();
        if (command == null) {
            throw new UnseenException("no --build command was given");
        }
        Path root = service.workspace().newDirectory("build");
        Path directory = root.resolve("app");
        copy(service.application().directory(), directory);
        Set<String> before = Workspace.files(directory, OF_GIT).keySet();
        Path log = root.resolve("build.log");
        var builder = new ProcessBuilder("setsid", "sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        if (cleanHome) {
            String home = Files.createDirectory(root.resolve("home")).toString();
            builder.environment().put("HOME", home);
            // Java takes the home from the list of users.
            builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
        }
        String failure = run(builder, service, log);
        Set<String> made = Workspace.files(directory, OF_GIT).keySet();
        made.removeAll(before);
        return new Build(directory, made, failure);
    }

    private static @Nullable String run(ProcessBuilder builder, Service service, Path log)
            throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(service.limits().build().toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return "the build did not end within "
                    + Text.seconds(service.limits().build());
        }
        if (process.exitValue() == 0) {
            return null;
        }
        return "the build ended with status " + process.exitValue() + "; its last line: "
                + Files.readString(log).strip().lines().reduce("", (before, line) -> line);
    }

    /** A clone of the commit, as a platform gets it; of what is in no repository, all of it. */
    private static void copy(Path directory, Path target) throws IOException, InterruptedException {
        if (Git.cloneTo(directory, target)) {
            return;
        }
        Process copy = new ProcessBuilder("cp", "-a", directory.toString(), target.toString())
                .inheritIO()
                .start();
        if (copy.waitFor() != 0) {
            throw new IOException("cannot copy " + directory);
        }
    }
}
