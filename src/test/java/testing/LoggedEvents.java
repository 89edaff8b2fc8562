package testing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/** The events of the log, as the code writes them. */
public final class LoggedEvents {

    /** What names the event of a statement: a text, a choice of two, or a parameter. */
    private static final Pattern EVENT = Pattern.compile("\\(\"event\",\\s*((?:[^()]|\\([^()]*\\))*)\\)");

    private static final Pattern NAME = Pattern.compile("\"([a-z-]+(?:\\.[a-z-]+)?)\"");
    /** An event that is given to a method. A metric has a name of the same form. */
    private static final Pattern ARGUMENT = Pattern.compile("\"(?!rollcall\\.)([a-z-]+\\.[a-z-]+)\"");

    private static final Pattern LEVEL =
            Pattern.compile("(?:\\.at|Level\\.|\"level\", \")((?i)trace|debug|info|warn|error)\\b");

    private LoggedEvents() {}

    /** Each event with the levels at which it is written. */
    public static Map<String, Set<Level>> inCode() {
        Map<String, Set<Level>> events = new TreeMap<>();
        for (String code : Sources.files()) {
            Sources.statements(code)
                    .forEach(statement -> EVENT.matcher(statement)
                            .results()
                            .forEach(event -> add(event.group(1), statement, code, events)));
        }
        return events;
    }

    private static void add(String event, String statement, String code, Map<String, Set<Level>> events) {
        List<String> names = found(NAME, event);
        if (names.isEmpty()) {
            names = found(ARGUMENT, code);
        }
        List<String> levels = found(LEVEL, statement);
        if (levels.isEmpty()) {
            levels = found(LEVEL, code);
        }
        if (names.isEmpty() || levels.isEmpty()) {
            throw new AssertionError("neither the event nor its level can be read from: " + statement);
        }
        // A choice of two events and of two levels is the same choice.
        boolean isOneChoice = names.size() == levels.size();
        for (int n = 0; n < names.size(); n++) {
            for (String level : isOneChoice ? levels.subList(n, n + 1) : levels) {
                events.computeIfAbsent(names.get(n), name -> EnumSet.noneOf(Level.class))
                        .add(Level.valueOf(level.toUpperCase(Locale.ROOT)));
            }
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
