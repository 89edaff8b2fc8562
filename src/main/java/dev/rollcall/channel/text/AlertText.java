package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a message in the language of its channel. It has no control characters, and neither the id nor the ping
 * URL of a check. It is not escaped: {@link AlertTemplate} does that.
 *
 * @param language with its country, as voices and screen readers need it: en-US
 * @param severity how bad it is; DOWN if it says that something is wrong
 * @param status in words, such as DOWN; empty if it is not about one check
 * @param name of the check, or of this deploy
 * @param title the status and the name, or what happened
 * @param facts the most important first; those of a notice end with a line for each check
 * @param output the last lines that the job sent; empty if there are none
 * @param link where to look
 * @param acknowledgeLink where a person can acknowledge it; empty if the check is not down
 * @param site the name of this deploy
 */
public record AlertText(
        String language,
        Alert.Severity severity,
        String status,
        String name,
        String title,
        List<Fact> facts,
        String outputLabel,
        String output,
        String openLabel,
        String link,
        String acknowledgeLabel,
        String acknowledgeLink,
        String site) {

    private static final int MIN_OUTPUT_LENGTH = 40;

    /** One line of the text. */
    public record Fact(String label, String value) {}

    /**
     * The text of a notice.
     *
     * @param name of this deploy
     */
    static AlertText ofNotice(
            String language,
            boolean isTrouble,
            String title,
            List<Fact> facts,
            String openLabel,
            String link,
            String name) {
        Alert.Severity severity = isTrouble ? Alert.Severity.DOWN : Alert.Severity.UP;
        return new AlertText(language, severity, "", name, title, facts, "", "", openLabel, link, "", "", name);
    }

    public boolean isDown() {
        return severity == Alert.Severity.DOWN;
    }

    public boolean isLate() {
        return severity == Alert.Severity.LATE;
    }

    public boolean isUp() {
        return severity == Alert.Severity.UP;
    }

    /**
     * A shorter form of the text: first less output, then fewer facts, then a shorter name. Null if it cannot be
     * shorter.
     */
    @Nullable
    AlertText shorter() {
        if (!output.isEmpty()) {
            String less = output.length() < MIN_OUTPUT_LENGTH ? "" : CleanText.end(output, output.length() / 2);
            return with(facts, less, title);
        }
        if (!facts.isEmpty()) {
            return with(facts.subList(0, facts.size() - 1), output, title);
        }
        return title.length() < MIN_OUTPUT_LENGTH
                ? null
                : with(facts, output, CleanText.cut(title, title.length() / 2));
    }

    private AlertText with(List<Fact> fewer, String less, String shown) {
        return new AlertText(
                language,
                severity,
                status,
                name,
                shown,
                fewer,
                outputLabel,
                less,
                openLabel,
                link,
                acknowledgeLabel,
                acknowledgeLink,
                site);
    }
}
