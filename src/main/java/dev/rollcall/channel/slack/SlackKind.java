package dev.rollcall.channel.slack;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;

/**
 * Posts to a Slack channel through an incoming webhook.
 *
 * <p>Status 429 with Retry-After is retried. 400, 403, 404 and 410 are permanent, with a code such as {@code
 * no_service}.
 *
 * @see <a href="https://api.slack.com/messaging/webhooks">Sending messages using incoming webhooks</a>
 * @see <a href="https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks">its errors</a>
 * @see <a href="https://api.slack.com/reference/surfaces/formatting#escaping">escaping</a>
 */
@KindDefinition(
        name = "slack",
        summary = "posts to a Slack channel through an incoming webhook",
        fields =
                @Field(
                        name = "url",
                        meaning = "the address of the incoming webhook",
                        type = FieldType.URL,
                        required = true,
                        secret = true,
                        maxLength = 1_000))
class SlackKind extends SlackCompatibleKind {

    SlackKind(HttpKindParts parts) {
        super(parts);
    }

    /** These three characters would begin mentions, links and entities. */
    @Override
    protected String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    protected String code(String text) {
        return escaped(text);
    }
}
