package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The packaged jar as in the image: unpacked into the same jar and its libraries, under the path in the {@code
 * Procfile}, with a class archive. A process starts twice as fast from it. Kept in its directory until the jar or the
 * Java runtime changes.
 */
public final class UnpackedJar {

    private static final Path JAR = Path.of("target", "app.jar").toAbsolutePath();

    /**
     * Not on standard output, where each line is an event. JDK 25 would report an archive that does not fit the jar.
     */
    private static final String SILENT =
            " -Xlog:disable -Xlog:all=error:stderr -Xlog:cds=off:stderr -XX:+DisplayVMOutputToStderr";

    /** Tests end before the second compiler is worth its cost, and reuse a small part of the heap. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn32m";

    /** Does not keep a failure, as a static field would, so the second run of the tests tries again. */
    private static final SingletonSupplier<UnpackedJar> OF_TESTS = SingletonSupplier.of(() -> made(
            Path.of("target", "slug"), Path.of(System.getProperty("java.home"), "bin", "java"), QUICK, Cache.CLASSES));

    private final Path directory;
    private final Path java;
    private final String flags;
    private final Cache cache;

    private UnpackedJar(Path directory, Path java, String flags, Cache cache) {
        this.directory = directory.toAbsolutePath();
        this.java = java;
        this.flags = flags;
        this.cache = cache;
    }

    /** The kinds of class archive of a Java runtime. */
    public enum Cache {
        /** Since JDK 13. */
        CLASSES("classes.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        /** Since JDK 25 by these flags; the image has this kind. */
        AHEAD_OF_TIME("app.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

        private final String file;
        private final String making;
        private final String using;

        Cache(String file, String making, String using) {
            this.file = file;
            this.making = making;
            this.using = using;
        }
    }

    /** The one for the processes of tests, created when first used. */
    static UnpackedJar ofTests() {
        return OF_TESTS.obtain();
    }

    /** One for this {@code java}, created if missing. Its processes run with these flags, separated by spaces. */
    public static UnpackedJar made(Path directory, Path java, String flags, Cache cache) {
        var slug = new UnpackedJar(directory, java, flags, cache);
        slug.make();
        return slug;
    }

    /** The directory for the lines of the {@code Procfile}. */
    public Path directory() {
        return directory;
    }

    /** The command of the process of this type in the {@code Procfile}, with {@code java} as an absolute path. */
    public List<String> command(String type) {
        return procfile(type, java);
    }

    /** JVM options of a process. If the archive does not fit the jar, the process runs silently without it. */
    public String jvmFlags() {
        return flags + " " + cache.using + directory.resolve(cache.file) + SILENT;
    }

    /** The same without the class archive. */
    public String jvmFlagsWithoutCache() {
        return flags + SILENT;
    }

    private void make() {
        try {
            Path stamp = directory.resolve("made-from");
            String from = String.join(
                    " ",
                    Files.getLastModifiedTime(JAR).toString(),
                    String.valueOf(Files.size(JAR)),
                    java.toRealPath().toString(),
                    Files.getLastModifiedTime(java).toString(),
                    flags);
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(from)) {
                FileSystemUtils.deleteRecursively(directory);
                Files.createDirectories(directory);
                extractAndCache();
                Files.writeString(stamp, from);
            }
            // A slug has the pom.xml too; bin/factors reads the declared dependencies there.
            for (String file : List.of("Procfile", ".foreman", "pom.xml")) {
                Files.copy(Path.of(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void extractAndCache() throws IOException {
        run(Map.of(), "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", "target");
        // Creates the beans of web and worker and ends; needs no database.
        run(
                Map.of("DATABASE_URL", "postgres://nobody@localhost/nothing"),
                cache.making + directory.resolve(cache.file),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                "target/app.jar",
                "--process=web,worker");
    }

    private void run(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of(arguments));
        Path said = directory.resolve("said.log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
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

    /** {@code java} is absolute, because ProcessBuilder would search our own PATH. */
    private static List<String> procfile(String type, Path java) {
        try (Stream<String> lines = Files.lines(Path.of("Procfile"))) {
            String line = lines.filter(any -> any.startsWith(type + ": "))
                    .findFirst()
                    .orElseThrow()
                    .substring(type.length() + 2);
            List<String> command = new ArrayList<>(List.of(line.split(" ")));
            command.set(0, java.resolveSibling(command.get(0)).toString());
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
