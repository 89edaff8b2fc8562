package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged jar as the image keeps it: taken apart into the same jar and its libraries, under the path that the
 * {@code Procfile} names, with an archive of the classes that the processes load. A process starts at half the cost from
 * it. Kept in {@code target/slug} until the jar or the Java runtime changes.
 */
final class Slug {

    /** The jar that the build made. */
    static final Path JAR = Path.of("target", "app.jar").toAbsolutePath();

    /** Where the lines of the {@code Procfile} are run. */
    static final Path DIRECTORY = Path.of("target", "slug").toAbsolutePath();

    private static final Path ARCHIVE = DIRECTORY.resolve("classes.jsa");
    private static final Path STAMP = DIRECTORY.resolve("made-from");

    /** A test is over before the second compiler pays off. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** For the JVM of a process. A jar that the archive does not fit runs without it, and nothing is said about it. */
    static final String JVM_FLAGS = made();

    private Slug() {}

    private static String made() {
        try {
            String stamp = Files.getLastModifiedTime(JAR) + " " + Files.size(JAR) + " " + Runtime.version();
            if (!Files.exists(STAMP) || !Files.readString(STAMP).equals(stamp)) {
                make();
                Files.writeString(STAMP, stamp);
            }
            Files.copy(Path.of("Procfile"), DIRECTORY.resolve("Procfile"), StandardCopyOption.REPLACE_EXISTING);
            return QUICK + " -XX:SharedArchiveFile=" + ARCHIVE + " -Xlog:disable -Xlog:all=error:stderr";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make() throws IOException {
        delete();
        java(Map.of(), "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", "target");
        // Makes the beans of web and worker and ends; that needs no database.
        java(
                Map.of("DATABASE_URL", "postgres://nobody@localhost/nothing"),
                "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                "-Dspring.context.exit=onRefresh",
                "-jar",
                "target/app.jar",
                "--process=web,worker");
    }

    private static void java(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(QUICK.split(" ")));
        command.addAll(List.of(arguments));
        Path said = DIRECTORY.resolve("said.log");
        var builder = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void delete() throws IOException {
        if (Files.exists(DIRECTORY)) {
            try (Stream<Path> files = Files.walk(DIRECTORY)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(DIRECTORY);
    }
}
