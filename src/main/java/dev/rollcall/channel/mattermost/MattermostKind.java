package dev.rollcall.channel.mattermost;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.slack.SlackCompatibleKind;
import dev.rollcall.channel.text.Markup;

/**
 * Posts to a Mattermost channel through an incoming webhook, in the format of Slack. Texts are Markdown; a post may
 * have 16,383 characters.
 *
 * <p>Mattermost answers 200. 400 (no such webhook, channel or format) and 403 are permanent.
 *
 * @see <a href="https://developers.mattermost.com/integrate/webhooks/incoming/">its documentation</a>
 * @see <a href="https://developers.mattermost.com/integrate/reference/message-attachments/">message attachments</a>
 * @see <a href="https://github.com/mattermost/marked/blob/master/lib/marked.js">its parser of Markdown</a>
 */
@KindDefinition(
        name = "mattermost",
        summary = "posts to a Mattermost channel through an incoming webhook",
        fields = {
            @Field(
                    name = "url",
                    meaning = "the address of the incoming webhook",
                    type = FieldType.URL,
                    required = true,
                    secret = true,
                    maxLength = 1_000),
            @Field(
                    name = "room",
                    meaning = "another room than that of the webhook, as in #ops or @name",
                    maxLength = 100)
        })
class MattermostKind extends SlackCompatibleKind {

    MattermostKind(HttpKindParts parts) {
        super(parts);
    }

    /** Its parser shows a backslash before a less-than sign, and ignores HTML. */
    @Override
    protected String escaped(String text) {
        return Markup.markdown(text).replace("\\<", "<");
    }
}
