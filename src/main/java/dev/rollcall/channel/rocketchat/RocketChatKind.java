package dev.rollcall.channel.rocketchat;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.slack.SlackCompatibleKind;
import dev.rollcall.channel.text.Markup;
import java.util.Map;

/**
 * Posts to a Rocket.Chat room through an incoming integration, in the format of Slack. Texts are Markdown.
 *
 * @see <a href="https://docs.rocket.chat/docs/integrations">its documentation</a>
 */
@KindDefinition(
        name = "rocketchat",
        summary = "posts to a Rocket.Chat room through an incoming webhook",
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
class RocketChatKind extends SlackCompatibleKind {

    RocketChatKind(HttpKindParts parts) {
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
