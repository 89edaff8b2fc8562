package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import testing.App;
import testing.Tool;

/** The sources of these tests as git knows them, and builds of such sources. */
final class Checkout {

    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path JAR = ROOT.resolve("target/app.jar");
    static final String SBOM = "META-INF/sbom/application.cdx.json";
    private static final Path WRAPPER = Path.of(".mvn", "wrapper", "maven-wrapper.jar");

    private Checkout() {}

    /** Skips the test, or fails it in CI, if the sources have no git or no Maven wrapper. */
    static void require() {
        Tool.require("git");
        boolean complete = Files.exists(ROOT.resolve(".git")) && Files.exists(ROOT.resolve(WRAPPER));
        if (!complete && "true".equals(System.getenv("CI"))) {
            Assertions.fail("no git history here, or built without ./mvnw");
        }
        Assumptions.assumeTrue(complete, "no git history here, or built without ./mvnw");
    }

    /** The output of git; fails if git fails. */
    static String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Tool.require("git").toString()));
        command.addAll(List.of(arguments));
        Ended git = run(command, ROOT, Map.of());
        if (git.status() != 0) {
            throw new IllegalStateException(command + ": " + git.output());
        }
        return git.output();
    }

    /** Copies all files that git tracks, or would after {@code git add}, with the history. */
    static void copyTo(Path directory) {
        copyFilesTo(directory);
        for (Path file : files(ROOT.resolve(".git"))) {
            copy(file, directory.resolve(ROOT.relativize(file)));
        }
        copyWrapperTo(directory);
    }

    /** The same without the history and the wrapper. */
    static void copyFilesTo(Path directory) {
        for (String name : git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .split("\0")) {
            if (Files.isRegularFile(ROOT.resolve(name))) {
                copy(ROOT.resolve(name), directory.resolve(name));
            }
        }
    }

    /** The file that Maven's wrapper would otherwise download. */
    static void copyWrapperTo(Path directory) {
        copy(ROOT.resolve(WRAPPER), directory.resolve(WRAPPER));
    }

    /**
     * Copies the files that a deploy runs: the unpacked jar and the {@code Procfile}. Keeps the times of the files,
     * because the JVM compares them to its class archive.
     */
    static void copyReleaseTo(Path directory) {
        copyJarTo(directory);
        copy(App.directory().resolve("Procfile"), directory.resolve("Procfile"));
    }

    /** The same without the {@code Procfile}. */
    static void copyJarTo(Path directory) {
        for (Path file : files(App.directory().resolve("target"))) {
            copy(file, directory.resolve(App.directory().relativize(file)));
        }
    }

    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Maven in this directory, with the repository of the current build, these variables and few others. */
    static Ended maven(Path directory, Map<String, String> environment, String... arguments) {
        Map<String, String> variables = new HashMap<>();
        for (String name : List.of("PATH", "HOME", "MAVEN_USER_HOME")) {
            if (System.getenv(name) != null) {
                variables.put(name, System.getenv(name));
            }
        }
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.putAll(environment);
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "umask 027; exec ./mvnw \"$@\"", "mvnw", "-q", "-B"));
        if (Stream.of(arguments).noneMatch(argument -> argument.startsWith("-Dmaven.repo.local="))) {
            command.add("-Dmaven.repo.local=" + localRepository());
        }
        command.addAll(List.of(arguments));
        return run(command, directory, variables);
    }

    /**
     * Builds the sources in this directory, offline if the current build is offline. Fails if Maven fails. Without
     * Error Prone, which has checked them and takes most of the time: the compiler makes the same classes without it.
     */
    static void build(Path directory, Map<String, String> environment, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("package", "-Dmaven.test.skip=true", "-Dcompiler.checks=-parameters"));
        arguments.addAll(List.of(options));
        if (!isBuiltOnline()) {
            arguments.add("-o");
        }
        Ended build = maven(directory, environment, arguments.toArray(String[]::new));
        if (build.status() != 0) {
            throw new AssertionError("the build failed: " + build.output());
        }
    }

    /** Skips the test, or fails it in CI, if the jar has no list of its components. */
    static void requireOnlineBuild() {
        String reason = "built with -o: Maven then leaves out the list of components";
        if (!isBuiltOnline() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(reason);
        }
        Assumptions.assumeTrue(isBuiltOnline(), reason);
    }

    /** The list of components in the jar. */
    static String sbom() {
        try (var jar = new ZipFile(JAR.toFile());
                var file = jar.getInputStream(jar.getEntry(SBOM))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Offline, Maven omits the SBOM, because its plugin declares that it needs a network. */
    static boolean isBuiltOnline() {
        return entries(JAR).containsKey(SBOM);
    }

    /** Where Surefire names Maven's local repository. */
    static String localRepository() {
        return System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    }

    /** In the format of {@code sha256sum}. */
    static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entries that differ between two archives; more useful than two digests. */
    static List<String> differences(Path one, Path other) {
        Map<String, String> entries = entries(one);
        Map<String, String> others = entries(other);
        return Stream.concat(entries.keySet().stream(), others.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(entries.get(name), others.get(name)))
                .sorted()
                .toList();
    }

    private static Map<String, String> entries(Path archive) {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .collect(Collectors.toMap(
                            ZipEntry::getName,
                            entry -> entry.getCrc() + " " + entry.getTimeLocal() + " " + entry.getCompressedSize()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every regular file below the directory, or the file itself. */
    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended run(List<String> command, Path directory, Map<String, String> environment) {
        try {
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            if (!environment.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(environment);
            }
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The exit status and the output of a program. */
    record Ended(int status, String output) {}
}
