package kit.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application to examine.
 *
 * @param lines the command of each process type, {@code web}, {@code worker}, {@code release} or another
 * @param task the command of a one-off process, if there is one to try
 * @param build the command that builds it in its directory, if it can be built
 * @param artifact what the build makes, as a glob below the directory; null means every file that it makes
 * @param variables its environment; a value may contain placeholders of the database, such as {@code {database.host}}
 * @param secrets the names of those variables whose values must never be shown
 * @param path what to ask its web process for; it is ready when the answer is no error of the server
 */
public record Application(
        Path directory,
        Map<String, String> lines,
        @Nullable String task,
        @Nullable String build,
        @Nullable String artifact,
        Map<String, String> variables,
        Set<String> secrets,
        String path) {

    public static final String WEB = "web";
    public static final String RELEASE = "release";

    /** The process types beside web: workers, clocks and others that run all the time. */
    public List<String> workers() {
        return lines.keySet().stream()
                .filter(type -> !type.equals(WEB) && !type.equals(RELEASE))
                .sorted()
                .toList();
    }

    public boolean hasRelease() {
        return lines.containsKey(RELEASE);
    }
}
