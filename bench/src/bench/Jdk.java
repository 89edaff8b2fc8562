package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An installed Java runtime. */
record Jdk(int feature, String version, Path home) {

    private static final List<Path> KNOWN = List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"));

    /** The runtime of this version: {@code JAVA_HOME_25}, else an installed package, else the current runtime. */
    static Optional<Jdk> find(int feature) {
        return Stream.concat(named(feature), Stream.concat(installed(), Stream.of(System.getProperty("java.home"))))
                .map(Path::of)
                .flatMap(home -> read(home).stream())
                .filter(jdk -> jdk.feature == feature)
                .findFirst();
    }

    /** The runtime for measurements: 25 as in the image, else the current one. */
    static Jdk usual() {
        return find(25).or(() -> read(Path.of(System.getProperty("java.home")))).orElseThrow();
    }

    /** Like {@link #find}, for a case that needs this version. */
    static Jdk require(int feature) {
        return find(feature)
                .orElseThrow(() -> new SkippedException(
                        "there is no JDK " + feature + " here; JAVA_HOME_" + feature + " names one"));
    }

    Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }

    private static Stream<String> named(int feature) {
        return Stream.ofNullable(System.getenv("JAVA_HOME_" + feature));
    }

    private static Stream<String> installed() {
        return KNOWN.stream()
                .flatMap(Jdk::entries)
                .sorted(Comparator.comparing(Path::toString))
                .map(Path::toString);
    }

    private static Stream<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty without a Java runtime. */
    private static Optional<Jdk> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.exists(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var text = Files.newBufferedReader(release)) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        @Nullable String version = properties.getProperty("JAVA_VERSION");
        if (version == null) {
            return Optional.empty();
        }
        String plain = version.replace("\"", "");
        return Optional.of(new Jdk(Runtime.Version.parse(plain).feature(), plain, home));
    }
}
