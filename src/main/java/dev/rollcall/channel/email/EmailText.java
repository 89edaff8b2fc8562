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

/** The subject and the plain text of an alert by e-mail. */
final class EmailText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MAX_PING_BODY_LENGTH = 2_000;

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
            case PING -> "because it was pinged";
            case FAIL -> "because it reported a failure";
            case TIMEOUT -> "because no ping arrived in time";
            case USER -> "because a user changed it";
            case NOT_STARTED -> "because it did not start in time";
            case TOO_LONG -> "because a run took too long";
            case TOO_SHORT -> "because a run was too short";
            case TOO_FEW -> "because too few pings arrived";
            case LATE -> "because no ping arrived at the expected time";
        };
    }

    private static String lastPing(Alert alert) {
        Alert.LastPing last = alert.lastPing();
        if (last == null) {
            return alert.check().state().lastPingAt() == null ? "never" : "no longer in the log";
        }
        return TIME.format(last.receivedAt()) + (last.exitStatus() == null ? "" : ", exit status " + last.exitStatus());
    }

    private static String sentByLastPing(Alert alert) {
        Alert.LastPing last = alert.lastPing();
        if (last == null || last.body() == null) {
            return "";
        }
        String body = new String(last.body(), StandardCharsets.UTF_8).strip();
        String shown = body.length() <= MAX_PING_BODY_LENGTH ? body : body.substring(0, MAX_PING_BODY_LENGTH) + " ...";
        return shown.replaceAll("[\\p{Cntrl}&&[^\n\t\r]]", " ");
    }

    /** Removes line breaks: one in a name would start a new header, or fake a line of this text. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ").strip();
    }
}
