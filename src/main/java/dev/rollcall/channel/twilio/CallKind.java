package dev.rollcall.channel.twilio;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import dev.rollcall.check.state.CheckStatus;
import java.util.Map;

/**
 * Calls a person and reads the alert when a check is down. Recoveries call nobody. Twilio reads at most 4,000
 * characters of TwiML.
 *
 * @see <a href="https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource">Create a Call</a>
 * @see <a href="https://www.twilio.com/docs/voice/twiml/say">Say</a>
 */
@KindDefinition(
        name = "call",
        summary = "calls a person by Twilio when a check is down, and reads the alert",
        fields = {
            @Field(name = "account", meaning = TwilioKind.ACCOUNT, required = true, pattern = TwilioKind.ACCOUNT_FORM),
            @Field(name = "token", meaning = TwilioKind.TOKEN, required = true, secret = true),
            @Field(name = "from", meaning = TwilioKind.FROM, required = true, pattern = TwilioKind.NUMBER_FORM),
            @Field(
                    name = "to",
                    meaning = "the number that is called",
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
class CallKind extends TwilioKind {

    private static final int MAX_TWIML_LENGTH = 4_000;

    private final AlertTemplate template = AlertTemplate.of(CallKind.class, "call.mustache", Markup::html);

    CallKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    public boolean wants(Map<String, Object> config, CheckStatus status) {
        return status == CheckStatus.DOWN;
    }

    /** Of the notices, only a digest in which a check is down. */
    @Override
    public boolean wants(Map<String, Object> config, Notice.Severity severity) {
        return severity == Notice.Severity.DOWN;
    }

    @Override
    public void send(Alert alert) {
        if (wants(alert.config(), alert.flip().change().to())) {
            super.send(alert);
        }
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        return post(message, "Calls.json", "Twiml", template.fill(text, MAX_TWIML_LENGTH));
    }
}
