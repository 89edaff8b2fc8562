package kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import kit.database.Database;
import kit.probe.Probe;
import kit.probe.Verdict;
import kit.probe.source.Git;
import kit.report.Badge;
import kit.report.Examined;
import kit.report.Json;
import kit.report.Report;
import kit.report.Table;
import kit.service.Application;
import kit.service.Service;
import kit.service.Workspace;
import org.jspecify.annotations.Nullable;

/** The command {@code bin/factors}. */
public final class Factors {

    private static final int ALL_HOLD = 0;
    private static final int SOMETHING_DOES_NOT_HOLD = 1;
    private static final int CANNOT_RUN = 2;

    private Factors() {}

    public static void main(String... arguments) throws InterruptedException {
        int status;
        try {
            status = run(CommandLine.parse(arguments));
        } catch (UsageException | IllegalArgumentException e) {
            System.err.println("bin/factors: " + e.getMessage() + "\nbin/factors --help shows what it takes");
            status = CANNOT_RUN;
        } catch (IOException | SQLException e) {
            System.err.println("bin/factors: cannot run: " + e);
            status = CANNOT_RUN;
        }
        System.exit(status);
    }

    private static int run(CommandLine line) throws IOException, InterruptedException, SQLException {
        if (line.has("help")) {
            System.out.print(Usage.TEXT);
            return ALL_HOLD;
        }
        if (line.has("list")) {
            Probes.all(false)
                    .forEach(probe -> System.out.printf(
                            "%2d  %-26s %s%n", probe.factor().number(), probe.name(), probe.demand()));
            return ALL_HOLD;
        }
        List<Probe> probes = chosen(line);
        Application application = line.application();
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new UsageException("it needs Linux, whose /proc shows what processes do");
        }
        Report report = examine(line, application, probes);
        write(line, report);
        return report.count(Verdict.DOES_NOT_HOLD) == 0 ? ALL_HOLD : SOMETHING_DOES_NOT_HOLD;
    }

    private static Report examine(CommandLine line, Application application, List<Probe> probes)
            throws IOException, InterruptedException, SQLException {
        try (Database database = database(line);
                Workspace workspace = Workspace.copyOf(application.directory());
                var service = new Service(application, line.limits(), workspace, database)) {
            // An interrupted run ends what it started.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service, workspace)));
            var examination = new Examination(service, line.limit());
            List<Examined> findings = examination.run(probes);
            return new Report(
                    String.valueOf(application.directory().getFileName()),
                    Git.commit(application.directory()).orElse(null),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    examination.taken(),
                    service.measures(),
                    findings);
        }
    }

    private static void end(Service service, Workspace workspace) {
        service.close();
        try {
            workspace.close();
        } catch (IOException e) {
            System.err.println("bin/factors: cannot delete its copy: " + e.getMessage());
        }
    }

    private static @Nullable Database database(CommandLine line) throws IOException, SQLException {
        String chosen = line.value("database") != null ? line.value("database") : System.getenv("DATABASE_URL");
        if (chosen == null || chosen.isBlank() || chosen.equals("none")) {
            return null;
        }
        return chosen.equals("own") ? Database.own() : Database.given(chosen);
    }

    /** The probes that {@code --only} names, by name, by the part before the dot, or by the number of the factor. */
    private static List<Probe> chosen(CommandLine line) {
        List<Probe> all = Probes.all(line.has("clean-home"));
        if (line.only().isEmpty()) {
            return all;
        }
        var unknown = new TreeSet<>(line.only());
        List<Probe> chosen = all.stream()
                .filter(probe -> {
                    List<String> names = names(probe);
                    unknown.removeAll(names);
                    return line.only().stream().anyMatch(names::contains);
                })
                .toList();
        if (!unknown.isEmpty()) {
            throw new UsageException("no probe or factor " + String.join(", ", unknown) + "; --list shows them");
        }
        return chosen;
    }

    private static List<String> names(Probe probe) {
        return List.of(
                probe.name(),
                probe.name().substring(0, probe.name().indexOf('.')).toLowerCase(Locale.ROOT),
                String.valueOf(probe.factor().number()));
    }

    private static void write(CommandLine line, Report report) throws IOException {
        System.out.print(Table.of(report));
        String json = line.value("json");
        if (json != null) {
            Files.writeString(Path.of(json), Json.of(report));
        }
        String badge = line.value("badge");
        if (badge != null) {
            Files.writeString(Path.of(badge), Badge.of(report));
        }
    }
}
