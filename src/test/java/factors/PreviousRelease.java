package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import testing.App;

/**
 * The release before the schema last changed, built from this repository's history. Its commit is in
 * {@code src/test/resources/previous-release}; the jar is kept in {@code target/previous-release} for the next run.
 */
public final class PreviousRelease {

    private static final Pattern ERROR_PRONE = Pattern.compile("<arg>-Xplugin:ErrorProne[^<]*</arg>");

    private final String commit;
    private final Path directory;

    private PreviousRelease(String commit, Path directory) {
        this.commit = commit;
        this.directory = directory;
    }

    public static synchronized PreviousRelease get() {
        Checkout.require();
        try {
            String commit = Files.readString(Path.of("src/test/resources/previous-release"))
                    .strip();
            Path directory = Checkout.ROOT.resolve("target/previous-release").resolve(commit);
            if (!Files.exists(directory)) {
                build(commit, directory);
            }
            return new PreviousRelease(commit, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String commit() {
        return commit;
    }

    /** Starts the process of this type in its own {@code Procfile}, with additional arguments. */
    public App start(String type, Map<String, String> environment, String... arguments) {
        try {
            String line = Files.readAllLines(directory.resolve("Procfile")).stream()
                    .filter(candidate -> candidate.startsWith(type + ": java "))
                    .findFirst()
                    .orElseThrow();
            List<String> command =
                    new ArrayList<>(List.of(line.substring(type.length() + 2).split(" ")));
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            return App.launch(with(command, arguments), environment, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a directory of another name, so that an interrupted build is not taken for a release. */
    private static void build(String commit, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        Path sources = Files.createTempDirectory(directory.getParent(), "build-");
        Checkout.git("clone", "-q", "--shared", "--no-checkout", Checkout.ROOT.toString(), sources.toString());
        Checkout.git("-C", sources.toString(), "checkout", "-q", "--detach", commit);
        Checkout.copyWrapperTo(sources);
        // Its own build has checked it. Without these checks the compiler makes the same classes sooner.
        Path pom = sources.resolve("pom.xml");
        Files.writeString(pom, ERROR_PRONE.matcher(Files.readString(pom)).replaceFirst(""));
        Checkout.build(sources, Map.of(), "-Dcyclonedx.skip");
        unpackJar(sources);
        Files.move(sources, directory);
    }

    /** As in the image, because it starts sooner so. */
    private static void unpackJar(Path sources) throws IOException {
        Path jar = sources.resolve("target/app.jar");
        Path packed = Files.move(jar, sources.resolve("app.jar"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-Djarmode=tools", "-jar", packed.toString(), "extract", "--force");
        try (App unpacking = App.launch(with(command, "--destination", "target"), Map.of(), sources)) {
            App.Exit exit = unpacking.waitForExit();
            if (!Files.exists(jar)) {
                throw new IllegalStateException(exit.toString());
            }
        }
    }

    private static List<String> with(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
