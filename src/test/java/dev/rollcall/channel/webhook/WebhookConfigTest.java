package dev.rollcall.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.ProblemFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConfigTest {

    private static final String URL = "https://receiver.example/hook";
    private static final String NOT_A_URL = "must be an http:// or https:// address of at most 1000 characters";
    private static final String NOT_A_METHOD = "must be GET, POST or PUT";
    private static final String NOT_HEADERS = "must be an object of header names and values";
    private static final String NOT_A_BODY = "must be a string of at most 10000 characters";

    @Test
    void theShortFormPostsTheCheckAsJsonForDownAndForUp() {
        Map<String, Object> config = WebhookConfig.of(Map.of("url", URL));

        var call = new WebhookConfig.Call(
                URL,
                "POST",
                Map.of("Content-Type", "application/json"),
                "{\"status\": \"$STATUS\", \"purpose\": \"$PURPOSE\", \"at\": \"$NOW\","
                        + " \"acknowledge_url\": \"$ACK_URL\", \"check\": $READONLY_JSON}");
        assertThat(WebhookConfig.call(config, "down")).isEqualTo(call);
        assertThat(WebhookConfig.call(config, "up")).isEqualTo(call);
    }

    @Test
    void theShortFormMaySetMethodHeadersAndBody() {
        Map<String, Object> config = WebhookConfig.of(Map.of(
                "url", URL, "method_up", "PUT", "headers_up", Map.of("X-Status", "$STATUS"), "body_up", "$NAME is up"));

        assertThat(WebhookConfig.call(config, "up"))
                .isEqualTo(new WebhookConfig.Call(URL, "PUT", Map.of("X-Status", "$STATUS"), "$NAME is up"));
    }

    @Test
    void theLongFormMaySetARequestForEachStatus() {
        Map<String, Object> config = WebhookConfig.of(Map.of(
                "url_down",
                URL + "/down/$CODE",
                "method_down",
                "POST",
                "headers_down",
                Map.of("Authorization", "Bearer token"),
                "body_down",
                "$NAME",
                "url_up",
                URL + "/up?check=$CODE"));

        assertThat(WebhookConfig.call(config, "down"))
                .isEqualTo(new WebhookConfig.Call(
                        URL + "/down/$CODE", "POST", Map.of("Authorization", "Bearer token"), "$NAME"));
        assertThat(WebhookConfig.call(config, "up"))
                .isEqualTo(new WebhookConfig.Call(URL + "/up?check=$CODE", "GET", Map.of(), ""));
    }

    @Test
    void aStatusWithoutAUrlMakesNoRequest() {
        Map<String, Object> config = WebhookConfig.of(Map.of("url_down", URL, "url_up", ""));

        assertThat(WebhookConfig.call(config, "down")).isNotNull();
        assertThat(WebhookConfig.call(config, "up")).isNull();
    }

    @Test
    void oneStatusMayHaveTheLongFormAndTheOtherTheShortForm() {
        Map<String, Object> config = WebhookConfig.of(Map.of("url", URL, "url_up", URL + "/up"));

        assertThat(WebhookConfig.call(config, "down"))
                .extracting(WebhookConfig.Call::url, WebhookConfig.Call::method)
                .containsExactly(URL, "POST");
        assertThat(WebhookConfig.call(config, "up"))
                .extracting(WebhookConfig.Call::url, WebhookConfig.Call::method)
                .containsExactly(URL + "/up", "GET");
    }

    @Test
    void onlyTheFieldsOfARequestAreKept() {
        assertThat(WebhookConfig.of(Map.of("url_down", URL, "kind", "webhook", "name", "pager", "body_up", "unused")))
                .containsOnlyKeys("url_down", "method_down", "headers_down", "body_down");
    }

    @Test
    void aUrlForAtLeastOneStatusIsRequired() {
        String required = "is required, or url_down, or url_up";

        assertThat(faults(Map.of())).isEqualTo(Map.of("url", required));
        assertThat(faults(Map.of("url_down", "", "url_up", ""))).isEqualTo(Map.of("url", required));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiver.example",
                "/hook",
                "ftp://receiver.example/hook",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:///hook",
                "https://receiver.example/a hook",
                "https://$NAME/hook"
            })
    void aUrlOfAnotherSchemeIsAFault(String url) {
        assertThat(faults(Map.of("url", url))).isEqualTo(Map.of("url", NOT_A_URL));
        assertThat(faults(Map.of("url_up", url))).isEqualTo(Map.of("url_up", NOT_A_URL));
    }

    @Test
    void theLengthOfAUrlIsLimited() {
        String longest = URL + "x".repeat(1_000 - URL.length());

        assertThat(WebhookConfig.of(Map.of("url", longest))).containsEntry("url_down", longest);
        assertThat(faults(Map.of("url", longest + "x"))).isEqualTo(Map.of("url", NOT_A_URL));
    }

    @Test
    void theLengthOfABodyIsLimited() {
        String longest = "x".repeat(10_000);

        assertThat(WebhookConfig.of(Map.of("url_down", URL, "body_down", longest)))
                .containsEntry("body_down", longest);
        assertThat(faults(Map.of("url_down", URL, "body_down", longest + "x")))
                .isEqualTo(Map.of("body_down", NOT_A_BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "DELETE", "", "POST "})
    void anUnknownMethodIsAFault(String method) {
        assertThat(faults(Map.of("url_down", URL, "method_down", method)))
                .isEqualTo(Map.of("method_down", NOT_A_METHOD));
    }

    @Test
    void headersThatWouldBreakTheRequestAreAFault() {
        List<Object> unusable = List.of(
                "X-A: 1",
                List.of("X-A"),
                Map.of("", "1"),
                Map.of("X A", "1"),
                Map.of("X-A:", "1"),
                Map.of("X-A", 1),
                Map.of("X-A", "1\r\nX-B: 2"),
                Map.of("X-A\n", "1"));

        assertThat(unusable)
                .allSatisfy(headers -> assertThat(faults(Map.of("url_down", URL, "headers_down", headers)))
                        .isEqualTo(Map.of("headers_down", NOT_HEADERS)));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        Map<String, Object> fields = new HashMap<>();
        for (String status : List.of("down", "up")) {
            fields.put("url_" + status, "receiver.example");
            fields.put("method_" + status, "PATCH");
            fields.put("headers_" + status, "X-A: 1");
            fields.put("body_" + status, 1);
        }

        assertThat(faults(fields))
                .isEqualTo(Map.of(
                        "url_down", NOT_A_URL,
                        "method_down", NOT_A_METHOD,
                        "headers_down", NOT_HEADERS,
                        "body_down", NOT_A_BODY,
                        "url_up", NOT_A_URL,
                        "method_up", NOT_A_METHOD,
                        "headers_up", NOT_HEADERS,
                        "body_up", NOT_A_BODY));
    }

    private static Map<String, String> faults(Map<String, Object> fields) {
        var refusal = catchThrowableOfType(InvalidRequestException.class, () -> WebhookConfig.of(fields));
        assertThat(refusal).isNotNull();
        return ProblemFields.of(refusal);
    }
}
