package kit.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import kit.database.DatabaseAddress;
import org.jspecify.annotations.Nullable;

/** The whole environment of a process: what every platform sets, and what was given. Nothing of ours is inherited. */
final class Environment {

    private static final String PATH = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");

    private Environment() {}

    /** @param database without it, DATABASE_URL and variables with placeholders of the database are left out */
    static Map<String, String> of(
            Application application, Path home, Path temporary, int port, @Nullable DatabaseAddress database) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", PATH,
                "HOME", home.toString(),
                "TMPDIR", temporary.toString(),
                "LANG", "C.UTF-8",
                // Java does not read TMPDIR.
                "JAVA_TOOL_OPTIONS", temporaryOfJava(temporary),
                "PORT", String.valueOf(port)));
        if (database != null) {
            environment.put("DATABASE_URL", database.url());
        }
        application.variables().forEach((name, value) -> {
            if (database != null) {
                environment.put(name, database.fill(value));
            } else if (!DatabaseAddress.isIn(value) && !name.equals("DATABASE_URL")) {
                environment.put(name, value);
            }
        });
        environment.computeIfPresent(
                "JAVA_TOOL_OPTIONS",
                (name, given) ->
                        given.contains(temporary.toString()) ? given : given + " " + temporaryOfJava(temporary));
        return environment;
    }

    private static String temporaryOfJava(Path temporary) {
        return "-Djava.io.tmpdir=" + temporary;
    }
}
