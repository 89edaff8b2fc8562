package dev.rollcall;

import dev.rollcall.key.ApiKeys;
import dev.rollcall.key.KeyRole;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Common set-up for tests, made through the same public entries that users have. */
public class Fixtures {

    private final ApiKeys keys;
    private final MockMvcTester http;
    private final JsonMapper json;

    Fixtures(ApiKeys keys, MockMvcTester http, JsonMapper json) {
        this.keys = keys;
        this.http = http;
        this.json = json;
    }

    /** A new key. */
    public String key(KeyRole role) {
        return keys.create("a test", role).key();
    }

    public MvcTestResult call(HttpMethod method, String path, String key, String body) {
        return http.method(method)
                .uri(path)
                .header("X-Api-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    public JsonNode json(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    public MockMvcTester http() {
        return http;
    }
}
