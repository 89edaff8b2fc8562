package dev.rollcall.channel.twilio;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import java.util.function.UnaryOperator;

/**
 * Sends a text message. Twilio accepts 1,600 characters and charges for each part of it, so ours has at most 300.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a
 *     Message</a>
 */
@KindDefinition(
        name = "sms",
        summary = "sends a text message by Twilio",
        fields = {
            @Field(name = "account", meaning = TwilioKind.ACCOUNT, required = true, pattern = TwilioKind.ACCOUNT_FORM),
            @Field(name = "token", meaning = TwilioKind.TOKEN, required = true, secret = true),
            @Field(
                    name = "from",
                    meaning = TwilioKind.FROM,
                    required = true,
                    pattern = TwilioKind.NUMBER_FORM + "|[A-Za-z0-9 ]{1,11}"),
            @Field(
                    name = "to",
                    meaning = "the number that is told",
                    required = true,
                    secret = true,
                    pattern = TwilioKind.NUMBER_FORM),
            @Field(
                    name = "base_url",
                    meaning = TwilioKind.BASE_URL,
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = TwilioKind.TWILIO)
        })
class SmsKind extends TwilioKind {

    private static final int MAX_MESSAGE_LENGTH = 300;

    private final AlertTemplate template = AlertTemplate.of(SmsKind.class, "sms.mustache", UnaryOperator.identity());

    SmsKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        return post(message, "Messages.json", "Body", template.fill(text, MAX_MESSAGE_LENGTH));
    }
}
