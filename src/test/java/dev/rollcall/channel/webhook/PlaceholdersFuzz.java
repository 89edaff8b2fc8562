package dev.rollcall.channel.webhook;

import static testing.Fuzzed.require;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.platform.deploy.Site;
import java.util.List;
import java.util.Map;
import testing.Fuzzed;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills any template with the facts of an alert. The result is what another implementation makes of it, which reads the
 * template from the left and takes the longest name; or it is refused because it is longer than allowed.
 */
public final class PlaceholdersFuzz {

    private static final int MAX = 2_000;
    private static final Alert ALERT = SampleAlert.down(Map.of(), "$CODE \r\n\"b\" $NAME_JSON", "$NAME {{x}} ${y} \\E");
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(JsonMapper.shared(), new Site("https://rollcall.example", "Rollcall"));
    /** The longer of two names that begin alike is first. */
    private static final List<String> NAMES = List.of(
            "CODE",
            "STATUS",
            "REASON",
            "NAME_JSON",
            "NAME",
            "SLUG",
            "NOW",
            "CHANGES",
            "FLAPPING",
            "TAGS",
            "EXITSTATUS",
            "BODY_JSON",
            "BODY",
            "READONLY_JSON",
            "JSON",
            "ACK_URL",
            "PURPOSE");

    private PlaceholdersFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String template = Fuzzed.text(input);
        String expected = filled(template);
        String filled;
        try {
            filled = PLACEHOLDERS.fill("body", template, MAX, ALERT, value -> value);
        } catch (DeliveryException e) {
            require(expected.length() > MAX, "refused, but not too long");
            return;
        }
        require(filled.equals(expected), "filled differently: " + filled + " and " + expected);
        require(filled.length() <= MAX, "longer than allowed");
        require(
                HeaderText.of(filled).chars().noneMatch(character -> character == '\r' || character == '\n'),
                "a header has a line break");
    }

    private static String filled(String template) {
        var filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            String rest = template.substring(at);
            String name = rest.charAt(0) == '$' ? name(rest.substring(1)) : "";
            filled.append(name.isEmpty() ? rest.substring(0, 1) : one(name));
            at += 1 + name.length();
        }
        return filled.toString();
    }

    private static String name(String rest) {
        for (String name : NAMES) {
            if (rest.startsWith(name)) {
                return name;
            }
        }
        int digits = 0;
        while (rest.startsWith("TAG") && digits < 3 && 3 + digits < rest.length() && isDigit(rest.charAt(3 + digits))) {
            digits++;
        }
        return digits == 0 ? "" : rest.substring(0, 3 + digits);
    }

    /** The value alone, which other tests compare with the facts. */
    private static String one(String name) {
        return PLACEHOLDERS.fill("body", "$" + name, 1_000_000, ALERT, value -> value);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
