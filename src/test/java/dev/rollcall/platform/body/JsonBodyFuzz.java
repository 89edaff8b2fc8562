package dev.rollcall.platform.body;

import static testing.Fuzzed.require;

import dev.rollcall.platform.problem.InvalidRequestException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads any bytes as the body of a request. They are refused as invalid, or two readers agree about them: the one that
 * looks for a key without making objects, and the one that makes the objects, whose text is the same document again.
 */
public final class JsonBodyFuzz {

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final BodyBudget BUDGET = new BodyBudget(1 << 30);
    private static final BodySlots SLOTS = new BodySlots(2, new SimpleMeterRegistry());
    private static final JsonBodies BODIES = new JsonBodies(JSON, BUDGET, SLOTS, new BodyTime(1, () -> 0));
    private static final JsonBodyResolver RESOLVER = new JsonBodyResolver(
            BODIES, JSON, Validation.buildDefaultValidatorFactory().getValidator());
    private static final MethodParameter PARAMETER = parameter();

    private JsonBodyFuzz() {}

    /** Called by the fuzzer first. Loading the classes takes longer than an input may. */
    public static void fuzzerInitialize() throws IOException {
        fuzzerTestOneInput("{\"name\": \"too long for it\", \"n\": \"1\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        MockHttpServletRequest request = request(input);
        try {
            String key = BODIES.key(request);
            ObjectNode body = BODIES.read(request);
            JsonNode expected = body.path(JsonBodies.KEY_MEMBER);
            require(key.equals(expected.isString() ? expected.stringValue() : ""), "another key");
            String text = body.toString();
            // A number that is too large for a double has no text in JSON.
            require(text.contains("Infinity") || JSON.readTree(text).equals(body), "another document");
            RESOLVER.resolveArgument(PARAMETER, null, new ServletWebRequest(request), null);
        } catch (InvalidRequestException e) {
            require(String.valueOf(e.getMessage()).length() <= MAX_MESSAGE_LENGTH, "a message without end");
        } finally {
            BUDGET.giveBack(request);
            SLOTS.giveBack(request);
        }
    }

    private static MockHttpServletRequest request(byte[] body) {
        var request = new MockHttpServletRequest("POST", "/api/v3/checks/");
        request.setContent(body);
        return request;
    }

    private static MethodParameter parameter() {
        try {
            return new MethodParameter(JsonBodyFuzz.class.getDeclaredMethod("accept", Body.class), 0);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unused") // its parameter is what a controller has
    private static void accept(@JsonBody Body body) {
        // Never called.
    }

    /** A field of each type that a request has. */
    record Body(
            @Nullable @Size(max = 10, message = "is too long")
            String name,

            @Nullable @Max(value = 100, message = "is too large")
            Integer n,

            @Nullable @Max(value = 100, message = "is too large")
            Long timeout,

            @Nullable Short tolerance,
            @Nullable Boolean flag,
            @Nullable List<@Nullable String> unique) {}
}
