package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The Java runtime of the image. It is made by the {@code jlink} line of the Dockerfile if a JDK of the same version is
 * here. Otherwise the JDK of the tests hides all other modules, as if they were not there.
 */
final class ImageRuntime {

    private static final String DOCKERFILE = DeployFilesTest.read(Path.of("Dockerfile"));
    private static final String VERSION = found("FROM eclipse-temurin:(\\d+)-jdk\\S* AS runtime");
    private static final String MODULES =
            found("(?s)ARG MODULES=(.*?[^\\\\])\\n").replace("\\\n", "");

    private static @Nullable ImageRuntime made;

    private final Path home;
    private final List<String> options;

    private ImageRuntime(Path home, List<String> options) {
        this.home = home;
        this.options = options;
    }

    static synchronized ImageRuntime get() {
        if (made == null) {
            made = jdk().map(ImageRuntime::linked).orElseGet(ImageRuntime::limited);
        }
        return made;
    }

    /** The first words of a command that runs Java. */
    List<String> java() {
        List<String> command = new ArrayList<>(List.of(program("java")));
        command.addAll(options);
        return command;
    }

    /** A program of it. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Where its certificates are. */
    Path certificates() {
        return home.resolve("lib/security/cacerts");
    }

    /** The group of the first match in the Dockerfile. */
    static String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(DOCKERFILE);
        if (!matcher.find()) {
            throw new AssertionError("the Dockerfile has no " + pattern);
        }
        return matcher.group(1);
    }

    /** Kept until the Dockerfile or the JDK changes. */
    private static ImageRuntime linked(Path jdk) {
        Path home = Path.of("target", "image-java").toAbsolutePath();
        String line = found("(?s)RUN jlink (.*?[^\\\\])\\n")
                .replace("\\\n", " ")
                .replace("$MODULES", MODULES)
                .replaceFirst("--output \\S+", "");
        try {
            String from = line + Files.readString(jdk.resolve("release"));
            Path stamp = home.resolve("made-from");
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(from)) {
                FileSystemUtils.deleteRecursively(home);
                List<String> command =
                        new ArrayList<>(List.of(jdk.resolve("bin/jlink").toString(), "--output", home.toString()));
                command.addAll(List.of(line.strip().split("\\s+")));
                Process jlink = new ProcessBuilder(command).inheritIO().start();
                if (jlink.waitFor() != 0) {
                    throw new AssertionError("jlink failed: " + command);
                }
                Files.writeString(stamp, from);
            }
            return new ImageRuntime(home, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ImageRuntime limited() {
        // Elliptic curves are in java.base since 22.
        String modules = Runtime.version().feature() < 22 ? MODULES + ",jdk.crypto.ec" : MODULES;
        return new ImageRuntime(Path.of(System.getProperty("java.home")), List.of("--limit-modules", modules));
    }

    /** A JDK of the image's version: that of the tests, the one that GitHub's runners name, or an installed one. */
    private static Optional<Path> jdk() {
        Stream<Path> named = Stream.of(System.getProperty("java.home"), System.getenv("JAVA_HOME_" + VERSION + "_X64"))
                .filter(home -> home != null)
                .map(Path::of);
        return Stream.concat(named, installed())
                .filter(home -> Files.isExecutable(home.resolve("bin/jlink")))
                .filter(home -> isOfTheVersion(home.resolve("release")))
                .findFirst();
    }

    private static Stream<Path> installed() {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfTheVersion(Path release) {
        return Files.exists(release) && DeployFilesTest.read(release).contains("JAVA_VERSION=\"" + VERSION + ".");
    }
}
