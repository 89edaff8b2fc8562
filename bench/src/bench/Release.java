package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import testing.App;
import testing.MemoryLimit;
import testing.UnpackedJar;

/** The jar as in the image, for one Java runtime, and the processes that are started from it. */
final class Release {

    private static final Path ROOT = Path.of("target", "bench").toAbsolutePath();

    private static final Pattern FLAGS = Pattern.compile("ARG JVM=\"([^\"]*)\"");

    private final Jdk jdk;
    private final UnpackedJar slug;

    private Release(Jdk jdk, UnpackedJar slug) {
        this.jdk = jdk;
        this.slug = slug;
    }

    /** Created once for each build, in half a minute. */
    static Release on(Jdk jdk) {
        boolean isOfImage = jdk.feature() >= 25;
        return new Release(
                jdk,
                UnpackedJar.made(
                        ROOT.resolve("release-" + jdk.feature()),
                        jdk.java(),
                        isOfImage ? flagsOfImage() : flagsOfImage().replace(" -XX:+UseCompactObjectHeaders", ""),
                        isOfImage ? UnpackedJar.Cache.AHEAD_OF_TIME : UnpackedJar.Cache.CLASSES));
    }

    Jdk jdk() {
        return jdk;
    }

    /** Starts the process of this type in the {@code Procfile}. */
    App start(String type, Map<String, String> environment) {
        return launch(slug.command(type), slug.jvmFlags(), environment, slug.directory());
    }

    /** The same in a control group. */
    App start(String type, Map<String, String> environment, MemoryLimit limit) {
        return launch(limit.around(slug.command(type)), slug.jvmFlags(), environment, slug.directory());
    }

    /** Starts a task. */
    App task(String name, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(slug.command("web"));
        command.add("--task=" + name);
        command.addAll(List.of(options));
        return launch(command, slug.jvmFlags(), environment, slug.directory());
    }

    /** Starts the same process, or with arguments the same task, from the single file that the build created. */
    App startPackaged(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-jar", "target/app.jar"));
        command.addAll(List.of(arguments));
        return launch(
                command, slug.jvmFlagsWithoutCache(), environment, Path.of("").toAbsolutePath());
    }

    /** Starts web with these classes before its own on the class path. */
    App startWith(Path classes, Map<String, String> environment) {
        List<String> command = List.of(
                jdk.java().toString(),
                "-cp",
                classes.toAbsolutePath() + ":target/app.jar",
                "dev.rollcall.RollcallApplication");
        return launch(command, slug.jvmFlagsWithoutCache(), environment, slug.directory());
    }

    private static String flagsOfImage() {
        try {
            Matcher flags = FLAGS.matcher(Files.readString(Path.of("Dockerfile")));
            if (!flags.find()) {
                throw new IllegalStateException("the Dockerfile has no ARG JVM");
            }
            return flags.group(1).replace("\\\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static App launch(List<String> command, String flags, Map<String, String> environment, Path directory) {
        return App.launchVerbose(command, App.with(environment, "JAVA_TOOL_OPTIONS", flags), directory);
    }
}
