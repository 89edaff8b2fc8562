package dev.rollcall.channel.email;

import dev.rollcall.channel.Alert;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.deploy.Site;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an e-mail says: for a person, in plain text, with the facts of one alert. */
final class EmailText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_BODY = 2_000;

    private EmailText() {}

    static String subject(Alert alert, Site site) {
        return "[" + oneLine(site.name()) + "] " + status(alert) + ": " + name(alert.check());
    }

    static String body(Alert alert, Site site) {
        StatusChange change = alert.flip().change();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Status", status(alert) + ", " + reason(change.reason()));
        facts.put("Since", TIME.format(change.at()));
        facts.put("Last ping", lastPing(alert));
        facts.put("Tags", oneLine(alert.check().tags()));
        facts.put("Description", oneLine(alert.check().labels().description()));
        facts.put("Check", alert.check().id().toString());
        var text = new StringBuilder(name(alert.check()) + " is " + status(alert) + ".\n\n");
        facts.forEach((label, fact) -> {
            if (!fact.isBlank()) {
                text.append(String.format(Locale.ROOT, "%-12s %s\n", label + ":", fact));
            }
        });
        String sent = sentByLastPing(alert);
        if (!sent.isBlank()) {
            text.append("\nThe last ping said:\n\n").append(sent).append('\n');
        }
        return text.append("\n-- \n")
                .append(oneLine(site.name()))
                .append(' ')
                .append(site.root())
                .append('\n')
                .toString()
                .replace("\r\n", "\n");
    }

    private static String status(Alert alert) {
        return alert.status().toUpperCase(Locale.ROOT);
    }

    private static String name(CheckView check) {
        return check.name().isBlank() ? "unnamed check" : oneLine(check.name());
    }

    private static String reason(StatusChange.Reason reason) {
        return switch (reason) {
            case PING -> "because it was heard from";
            case FAIL -> "because it reported a failure";
            case TIMEOUT -> "because it was not heard from in time";
            case USER -> "because somebody said so";
        };
    }

    private static String lastPing(Alert alert) {
        Alert.LastPing last = alert.lastPing();
        if (last == null) {
            return alert.check().state().lastPingAt() == null ? "never" : "not in the log any more";
        }
        return TIME.format(last.receivedAt()) + (last.exitStatus() == null ? "" : ", exit status " + last.exitStatus());
    }

    private static String sentByLastPing(Alert alert) {
        Alert.LastPing last = alert.lastPing();
        if (last == null || last.body() == null) {
            return "";
        }
        String body = new String(last.body(), StandardCharsets.UTF_8).strip();
        String shown = body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY) + " ...";
        return shown.replaceAll("[\\p{Cntrl}&&[^\n\t\r]]", " ");
    }

    /** A line break in a name would begin a header of its own, or a line that looks like one of ours. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ").strip();
    }
}
