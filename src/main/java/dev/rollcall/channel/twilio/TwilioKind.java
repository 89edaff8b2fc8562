package dev.rollcall.channel.twilio;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind that uses a resource of a Twilio account.
 *
 * <p>Twilio answers 201. 429 and 5xx are retried. 400 (a number that cannot be used), 401 and 404 (no such account) are
 * permanent.
 *
 * @see <a href="https://www.twilio.com/docs/usage/requests-to-twilio">API requests to Twilio</a>
 * @see <a href="https://www.twilio.com/docs/usage/twilios-response">its responses</a>
 */
abstract class TwilioKind extends HttpKind {

    static final String ACCOUNT = "the SID of the account";
    static final String ACCOUNT_FORM = "AC[0-9a-fA-F]{32}";
    static final String TOKEN = "the auth token of the account";
    static final String FROM = "a number of the account, +15017122661";
    /** E.164. */
    static final String NUMBER_FORM = "\\+[1-9][0-9]{1,14}";

    static final String BASE_URL = "the address of the service";
    static final String TWILIO = "https://api.twilio.com";

    TwilioKind(HttpKindParts parts) {
        super(parts);
    }

    /** A POST to a resource, from the channel's number to that of the person. */
    static ReceiverRequest post(Message message, String resource, String name, String value) {
        String account = setting(message, "account");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", setting(message, "to"));
        fields.put("From", setting(message, "from"));
        fields.put(name, value);
        String login = account + ":" + setting(message, "token");
        String path = "/2010-04-01/Accounts/" + account + "/" + resource;
        return ReceiverRequest.form(below(setting(message, "base_url"), path), fields)
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
}
