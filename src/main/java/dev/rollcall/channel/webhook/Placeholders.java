package dev.rollcall.channel.webhook;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.check.CheckBody;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.deploy.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces the placeholders in a webhook's URL, headers and body with the facts of an alert. It does so in one pass, so
 * the name of a check may contain {@code $CODE}. The names are those of the documentation of Healthchecks; {@code
 * $CHANGES}, {@code $FLAPPING}, {@code $REASON}, {@code $PURPOSE}, {@code $READONLY_JSON} and {@code $ACK_URL} are
 * ours.
 */
@Component
class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\$(CODE|STATUS|REASON|NAME_JSON|NAME|SLUG|NOW|CHANGES|FLAPPING|TAGS|TAG(\\d{1,3})|EXITSTATUS|BODY_JSON|BODY"
                    + "|READONLY_JSON|JSON|ACK_URL|PURPOSE)");

    private final JsonMapper json;
    private final Site site;

    Placeholders(JsonMapper json, Site site) {
        this.json = json;
        this.site = site;
    }

    /**
     * Fills in a template.
     *
     * @param place the part of the request, for the error message
     * @param maxLength the most characters that the result may have
     * @param escape applied to each value
     * @throws DeliveryException permanent, when the result would be longer; it is not built
     */
    String fill(String place, String template, int maxLength, Alert alert, UnaryOperator<String> escape) {
        var filled = new StringBuilder();
        int from = 0;
        for (Matcher match = PLACEHOLDER.matcher(template); match.find(); from = match.end()) {
            String value = escape.apply(value(match.group(1), match.group(2), alert));
            refuseLonger(place, (long) filled.length() + match.start() - from + value.length(), maxLength);
            filled.append(template, from, match.start()).append(value);
        }
        refuseLonger(place, (long) filled.length() + template.length() - from, maxLength);
        return filled.append(template, from, template.length()).toString();
    }

    /** The template without its placeholders, for a message that is not about one check. */
    static String leaveOut(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("");
    }

    private static void refuseLonger(String place, long length, int maxLength) {
        if (length > maxLength) {
            throw DeliveryException.permanent("the " + place + " is longer than " + maxLength
                    + " characters once its placeholders are filled in");
        }
    }

    private String value(String name, @Nullable String tagNumber, Alert alert) {
        if (tagNumber != null) {
            return tag(alert.check().tagList(), Integer.parseInt(tagNumber));
        }
        return switch (name) {
            case "CODE" -> alert.check().id().toString();
            case "STATUS" -> alert.status();
            case "REASON" -> alert.flip().change().reason().label();
            case "NAME" -> alert.check().name();
            case "NAME_JSON" -> json.writeValueAsString(alert.check().name());
            case "SLUG" -> alert.check().slug();
            case "NOW" -> ApiTimestamp.of(alert.flip().change().at());
            case "ACK_URL" -> alert.isDown() ? site.url(alert.acknowledgePath()) : "";
            case "PURPOSE" -> alert.purpose();
            case "CHANGES" -> String.valueOf(alert.changes());
            case "FLAPPING" -> String.valueOf(alert.isFlapping());
            case "TAGS" -> alert.check().tags();
            case "EXITSTATUS" -> exitStatus(alert);
            case "BODY" -> body(alert);
            case "BODY_JSON" -> json.writeValueAsString(body(alert));
            case "JSON" -> check(alert, false);
            case "READONLY_JSON" -> check(alert, true);
            default -> throw new IllegalStateException("no value for $" + name);
        };
    }

    private String check(Alert alert, boolean readOnly) {
        return json.writeValueAsString(CheckBody.of(alert.check(), alert.now(), site, ContractVersion.V3, readOnly));
    }

    private static String tag(List<String> tags, int number) {
        return number >= 1 && number <= tags.size() ? tags.get(number - 1) : "";
    }

    private static String exitStatus(Alert alert) {
        return alert.lastPing() == null || alert.lastPing().exitStatus() == null
                ? "-1"
                : String.valueOf(alert.lastPing().exitStatus());
    }

    private static String body(Alert alert) {
        return alert.lastPing() == null || alert.lastPing().body() == null
                ? ""
                : new String(alert.lastPing().body(), StandardCharsets.UTF_8);
    }
}
