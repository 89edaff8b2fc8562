package dev.rollcall.channel.github;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.IncidentKind;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.http.ReceiverResponse;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens an issue on GitHub when a check is down, and comments on it and closes it when the check is up again. The open
 * issue of a check is found by its label. If a check is down again while its issue is open, a comment is added. A title
 * has at most 256 characters, a body 65,536.
 *
 * <p>429 is retried, and so is 403 if it means too many requests: it has Retry-After, no request of the hour is left,
 * or its text says so. 401, any other 403, 404 and 410 (issues are switched off) are permanent.
 *
 * @see <a href="https://docs.github.com/en/rest/issues/issues">REST API endpoints for issues</a>
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
 */
@KindDefinition(
        name = "github",
        summary = "opens and closes an issue of GitHub",
        hasDigest = false,
        fields = {
            @Field(
                    name = "repository",
                    meaning = "owner/name",
                    required = true,
                    pattern = "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"),
            @Field(
                    name = "token",
                    meaning = "a fine-grained token that may read and write issues of the repository",
                    required = true,
                    secret = true,
                    maxLength = 300),
            @Field(
                    name = "base_url",
                    meaning = "of GitHub Enterprise Server: https://HOST/api/v3",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://api.github.com")
        })
class GitHubKind extends IncidentKind {

    private static final int FORBIDDEN = 403;
    private static final int KEY_LENGTH = 12;

    private final AlertTemplate template =
            AlertTemplate.of(GitHubKind.class, "issue.mustache", GitHubKind::unmentioned);

    GitHubKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected void sendMessage(Message message) {
        AlertText text = text(message);
        Optional<String> open = openIssue(message);
        if (open.isPresent()) {
            call(message, authorized(message, "POST", open.get() + "/comments", Map.of("body", comment(text))));
            if (!text.isDown()) {
                call(message, authorized(message, "PATCH", open.get(), Map.of("state", "closed")));
            }
        } else if (text.isDown()) {
            call(message, request(message, text));
        }
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        return authorized(
                message,
                "POST",
                "",
                Map.of(
                        "title",
                        text.title(),
                        "body",
                        template.fill(text),
                        "labels",
                        List.of("rollcall", label(message))));
    }

    @Override
    protected boolean isLasting(ReceiverResponse response) {
        return super.isLasting(response) && !isRateLimited(response);
    }

    private static boolean isRateLimited(ReceiverResponse response) {
        return response.status() == FORBIDDEN
                && (response.retryAfter() != null || response.body().contains("rate limit"));
    }

    /** The path of the check's open issue, below the path of the repository's issues; empty if none is open. */
    private Optional<String> openIssue(Message message) {
        String query = "?state=open&per_page=1&labels=rollcall," + label(message);
        ReceiverRequest list = new ReceiverRequest("GET", issues(message) + query, Map.of(), new byte[0]);
        ReceiverResponse found = call(message, authorized(message, list));
        int number = document(found).path(0).path("number").asInt(0);
        return number > 0 ? Optional.of("/" + number) : Optional.empty();
    }

    private ReceiverRequest authorized(Message message, String method, String path, Map<String, Object> body) {
        return authorized(message, ReceiverRequest.json(method, issues(message) + path, json(body)));
    }

    private static ReceiverRequest authorized(Message message, ReceiverRequest request) {
        return request.with("Authorization", "Bearer " + setting(message, "token"))
                .with("Accept", "application/vnd.github+json")
                .with("X-GitHub-Api-Version", "2022-11-28");
    }

    private String comment(AlertText text) {
        return "**" + unmentioned(text.title()) + "**\n\n" + template.fill(text);
    }

    private static String issues(Message message) {
        return below(setting(message, "base_url"), "/repos/" + setting(message, "repository") + "/issues");
    }

    private static String label(Message message) {
        String key = message.subject();
        return "rollcall-" + key.substring(0, Math.min(KEY_LENGTH, key.length()));
    }

    /** HTML in Markdown. An invisible space keeps {@code @name} and {@code #1} from becoming mentions. */
    private static String unmentioned(String text) {
        return Markup.html(text).replace("@", "@\u200b").replace("#", "#\u200b").replace("`", "&#96;");
    }
}
