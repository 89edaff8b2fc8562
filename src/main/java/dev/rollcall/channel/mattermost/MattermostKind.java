package dev.rollcall.channel.mattermost;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.slack.SlackCompatibleKind;
import dev.rollcall.channel.text.Markup;
import java.util.Map;

/**
 * Posts to a Mattermost channel through an incoming webhook, in the format of Slack. Texts are Markdown; a post may have
 * 16,383 characters.
 *
 * @see <a href="https://developers.mattermost.com/integrate/webhooks/incoming/">its documentation</a>
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

    @Override
    protected String escaped(String text) {
        return Markup.markdown(text);
    }

    @Override
    protected Map<String, Object> more(Message message) {
        String room = setting(message, "room");
        return room.isEmpty() ? Map.of() : Map.of("channel", room);
    }
}
