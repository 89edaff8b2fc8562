package dev.rollcall.channel.rocketchat;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.slack.SlackCompatibleKind;
import java.util.regex.Pattern;

/**
 * Posts to a Rocket.Chat room through an incoming integration, in the format of Slack. Texts are Markdown.
 *
 * <p>Rocket.Chat answers 200. 400 (no such room), 401 and 404 (no such integration) are permanent.
 *
 * @see <a href="https://docs.rocket.chat/docs/integrations">its documentation</a>
 * @see <a
 *     href="https://github.com/RocketChat/Rocket.Chat/blob/develop/packages/message-parser/src/grammar.pegjs">its
 *     grammar of messages</a>
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

    private static final Pattern ESCAPABLE = Pattern.compile("[*_~`#]");

    RocketChatKind(HttpKindParts parts) {
        super(parts);
    }

    /**
     * Its parser knows few escapes and shows any other backslash. So an invisible space prevents brackets from becoming
     * a link, and {@code @name} from becoming a mention.
     */
    @Override
    protected String escaped(String text) {
        return ESCAPABLE
                .matcher(text)
                .replaceAll("\\\\$0")
                .replace("](", "]\u200b(")
                .replace("<", "<\u200b")
                .replace("@", "@\u200b");
    }
}
