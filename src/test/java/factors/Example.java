package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env.example}. */
record Example(Map<String, String> values, Set<String> names, Set<String> secrets, Set<String> required) {

    private static final Pattern ENTRY = Pattern.compile("(#?)([A-Z][A-Z0-9_]*)=(.*)");

    static Example read() {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        List<String> comment = new ArrayList<>();
        for (String line : lines()) {
            Matcher entry = ENTRY.matcher(line);
            if (!entry.matches()) {
                if (line.isEmpty()) {
                    comment.clear();
                }
                comment.add(line);
                continue;
            }
            String name = entry.group(2);
            String about = String.join(" ", comment);
            names.add(name);
            if (entry.group(1).isEmpty()) {
                values.put(name, entry.group(3));
            }
            if (about.endsWith("A secret.")) {
                secrets.add(name);
            }
            if (about.contains("Required.")) {
                required.add(name);
            }
        }
        return new Example(values, names, secrets, required);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of(".env.example"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
