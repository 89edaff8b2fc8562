package kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kit.database.Database;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Application;
import kit.service.Limits;
import kit.service.Service;
import kit.service.Workspace;
import org.jspecify.annotations.Nullable;

/** Runs one probe on the sample service. */
final class SampleRun {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(15), Duration.ofSeconds(4), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private SampleRun() {}

    /**
     * Runs it.
     *
     * @param types the process types that the service has, separated by spaces
     * @param habits of the service
     * @param broken whether it breaks the demand, so that nobody has to wait long for it
     */
    static Finding of(String probe, String types, String habits, @Nullable Database database, boolean broken)
            throws Exception {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String type : types.split(" ")) {
            lines.put(type, line(type, habits));
        }
        String task = lines.remove("task");
        Map<String, String> variables = database == null
                ? Map.of()
                : Map.of(
                        "REAL_URL",
                        "postgres://{database.user}:{database.password}@127.0.0.1:" + database.realPort()
                                + "/{database.name}");
        Path directory = Files.createTempDirectory("sample");
        var application = new Application(
                directory,
                lines,
                task,
                null,
                null,
                variables,
                Set.of(),
                probe.equals("disposability.stop-web") ? "/slow" : "/");
        try (Workspace workspace = Workspace.copyOf(directory);
                var service = new Service(application, broken ? SHORT : LIMITS, workspace, database)) {
            return named(probe).examine(service);
        } finally {
            Files.delete(directory);
        }
    }

    static Probe named(String name) {
        return Probes.all(false).stream()
                .filter(probe -> probe.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String line(String type, String habits) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar") || entry.contains("postgresql-"))
                .collect(Collectors.joining(File.pathSeparator));
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + classPath + " kit.sample.Sample " + type + " "
                + habits;
    }
}
