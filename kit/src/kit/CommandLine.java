package kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kit.service.Application;
import kit.service.Limits;
import kit.service.Procfile;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code bin/factors}. */
final class CommandLine {

    private static final Set<String> FLAGS = Set.of("help", "list", "clean-home");
    private static final Set<String> LISTS = Set.of("env", "secret", "process");
    private static final Set<String> VALUES = Set.of(
            "web",
            "worker",
            "release",
            "task",
            "database",
            "path",
            "build",
            "artifact",
            "only",
            "json",
            "badge",
            "start-limit",
            "stop-limit",
            "once-limit",
            "build-limit",
            "limit");
    private static final Pattern SECRET = Pattern.compile(".*(SECRET|PASSWORD|TOKEN|KEY).*");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private final List<String> directories = new ArrayList<>();

    private CommandLine() {}

    /**
     * Reads {@code --name=value} and {@code --name value}.
     *
     * @throws UsageException if an option is unknown or has no value
     */
    static CommandLine parse(String... arguments) {
        var line = new CommandLine();
        for (int n = 0; n < arguments.length; n++) {
            String argument = arguments[n];
            if (!argument.startsWith("--")) {
                line.directories.add(argument);
                continue;
            }
            String name = argument.substring(2).split("=", 2)[0];
            if (FLAGS.contains(name)) {
                line.values.put(name, "");
            } else if (argument.contains("=")) {
                line.add(name, argument.substring(argument.indexOf('=') + 1));
            } else if (n + 1 < arguments.length) {
                line.add(name, arguments[++n]);
            } else {
                line.add(name, null);
            }
        }
        return line;
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** The names of probes or factors to run; empty for all. */
    List<String> only() {
        String names = values.get("only");
        return names == null ? List.of() : List.of(names.split(","));
    }

    /** How long the whole run may take. */
    Duration limit() {
        return seconds("limit", 1200);
    }

    Limits limits() {
        return new Limits(
                seconds("start-limit", 60),
                seconds("stop-limit", 30),
                seconds("once-limit", 120),
                seconds("build-limit", 900));
    }

    /**
     * The application.
     *
     * @throws UsageException if there is nothing that could be started
     */
    Application application() throws IOException {
        if (directories.size() > 1) {
            throw new UsageException("more than one directory: " + directories);
        }
        Path directory = Path.of(directories.isEmpty() ? "." : directories.get(0))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(directory)) {
            throw new UsageException("no directory " + directory);
        }
        Map<String, String> variables = new LinkedHashMap<>(pairs("env", "="));
        Set<String> secrets = new TreeSet<>(variables.keySet());
        secrets.removeIf(name -> !SECRET.matcher(name).matches());
        Map<String, String> given = pairs("secret", "=");
        variables.putAll(given);
        secrets.addAll(given.keySet());
        String path = values.getOrDefault("path", "/");
        if (!path.startsWith("/")) {
            throw new UsageException("--path must begin with a slash, but is '" + path + "'");
        }
        return new Application(
                directory,
                lines(directory),
                values.get("task"),
                values.get("build"),
                values.get("artifact"),
                variables,
                secrets,
                path);
    }

    private Map<String, String> lines(Path directory) throws IOException {
        Map<String, String> lines = Procfile.read(directory);
        for (String type : List.of(Application.WEB, "worker", Application.RELEASE)) {
            String line = values.get(type);
            if (line != null) {
                lines.put(type, line);
            }
        }
        lines.putAll(pairs("process", ":"));
        lines.values().removeIf(String::isBlank);
        if (!lines.containsKey(Application.WEB)) {
            throw new UsageException("no line for web: there must be a Procfile in " + directory + ", or --web=LINE");
        }
        return lines;
    }

    private Map<String, String> pairs(String option, String separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : lists.getOrDefault(option, List.of())) {
            int at = pair.indexOf(separator);
            if (at < 1) {
                throw new UsageException("--" + option + " must be NAME" + separator + "VALUE");
            }
            pairs.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return pairs;
    }

    private Duration seconds(String option, int usual) {
        String value = values.get(option);
        if (value == null) {
            return Duration.ofSeconds(usual);
        }
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new UsageException("--" + option + " must be a number of seconds, but is '" + value + "'");
        }
        return Duration.ofSeconds(Integer.parseInt(value));
    }

    private void add(String name, @Nullable String value) {
        if (!LISTS.contains(name) && !VALUES.contains(name)) {
            throw new UsageException("unknown option --" + name);
        }
        if (value == null) {
            throw new UsageException("--" + name + " needs a value");
        }
        if (LISTS.contains(name)) {
            lists.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        } else {
            values.put(name, value);
        }
    }
}
