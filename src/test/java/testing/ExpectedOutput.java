package testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what its commands print. Parts that differ from run to run match by their form;
 * docs/style.md has the list. An example id or digest stands for the same real one on the whole page, so there is one
 * object a page.
 */
public final class ExpectedOutput {

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String DIGEST = "\\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12})\\b";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)";
    private static final String CLOCK = "\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b";
    private static final String MEASURED = "\\b\\d+(?= (?:ms|s|MB)\\b)";
    private static final String GAP = " {2,}";

    private static final Pattern VARYING = Pattern.compile(
            String.join("|", "\\.\\.\\.", named("same", ID + "|" + DIGEST), TIME, CLOCK, MEASURED, GAP));
    private static final List<String> FORMS = List.of(TIME, CLOCK, MEASURED, GAP);
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    private final Map<String, String> known = new HashMap<>();

    /** What a terminal shows of the output: without colours, and without blanks at the end of lines. */
    public static String plain(String output) {
        return COLOUR.matcher(output)
                .replaceAll("")
                .replaceAll("[ \\t\\r]+(?=\n|$)", "")
                .strip();
    }

    /** Whether the printed text is what the page shows. */
    public boolean matches(String shown, String printed) {
        var names = new HashMap<String, String>();
        Matcher match = Pattern.compile(pattern(shown.strip(), names)).matcher(printed);
        if (!match.matches()) {
            return false;
        }
        names.forEach((example, name) -> known.put(example, match.group(name)));
        return true;
    }

    private String pattern(String shown, Map<String, String> names) {
        var pattern = new StringBuilder();
        String separator = "";
        for (String line : shown.split("\n", -1)) {
            if (line.equals("...")) {
                pattern.append(separator.isEmpty() ? "(?:.*\n)*?" : "(?:\n.*)*?");
            } else {
                pattern.append(separator).append(linePattern(line, names));
                separator = "\n";
            }
        }
        return pattern.toString();
    }

    private String linePattern(String line, Map<String, String> names) {
        var pattern = new StringBuilder();
        Matcher varying = VARYING.matcher(line);
        int from = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(line.substring(from, varying.start())));
            pattern.append(varying.group("same") == null ? form(varying.group()) : same(varying.group("same"), names));
            from = varying.end();
        }
        return pattern.append(Pattern.quote(line.substring(from))).toString();
    }

    private static String form(String text) {
        return FORMS.stream()
                .filter(form -> Pattern.matches(form.replaceAll("\\(\\?=.*", ""), text))
                .findFirst()
                .orElse(".*");
    }

    private String same(String example, Map<String, String> names) {
        String real = known.get(example);
        if (real != null) {
            return Pattern.quote(real);
        }
        String name = names.get(example);
        if (name != null) {
            return "\\k<" + name + ">";
        }
        String next = "same" + names.size();
        names.put(example, next);
        return named(next, example.length() == 36 ? ID : "[0-9a-f]{" + example.length() + "}");
    }

    private static String named(String name, String pattern) {
        return "(?<" + name + ">" + pattern + ")";
    }
}
