package kit.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that names the process types of an application and their commands, as Heroku and Foreman read it. */
public final class Procfile {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");

    private Procfile() {}

    /** The commands by their process type; none without the file. */
    public static Map<String, String> read(Path directory) throws IOException {
        Path file = directory.resolve("Procfile");
        Map<String, String> lines = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line.strip());
                if (matcher.matches()) {
                    lines.put(matcher.group(1), matcher.group(2));
                }
            }
        }
        return lines;
    }
}
