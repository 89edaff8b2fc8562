package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads request bodies as JSON objects, whatever their content type. A key is searched for in a small first part,
 * without creating objects. The whole body is read only by a controller, for a caller with a valid key.
 */
@Component
public class JsonBodies {

    /** The member with the caller's key. It is not a field of the request itself. */
    public static final String KEY_MEMBER = "api_key";

    /** Far more than any request needs. */
    private static final int MAX_BYTES = 1_000_000;

    /** The part that is searched for a key. No more is read for a caller without one. */
    private static final int FIRST_PART_BYTES = 64_000;

    /** An empty object has two bytes and takes a hundred in memory. The API's largest objects have about 50 tokens. */
    private static final int MAX_TOKENS = 2_000;

    /** The parser keeps names for the next body; long ones would fill the heap. */
    private static final int MAX_NAME_LENGTH = 1_000;

    private static final String BODY = JsonBodies.class.getName();
    private static final String FIRST_PART = FirstPart.class.getName();

    private final BodyBudget budget;
    private final BodySlots slots;
    private final BodyTime time;
    private final JsonMapper json;
    private final JsonFactory streaming;

    JsonBodies(JsonMapper json, BodyBudget budget, BodySlots slots, BodyTime time) {
        this.budget = budget;
        this.slots = slots;
        this.time = time;
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxTokenCount(MAX_TOKENS)
                .maxNameLength(MAX_NAME_LENGTH)
                .build();
        // No pool, because it would keep the buffers of the busiest moment forever.
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.streaming = JsonFactory.builder()
                .streamReadConstraints(limits)
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }

    /**
     * The text of {@link #KEY_MEMBER}; empty when the first part of the body has none. The whole body can still be read
     * afterwards.
     *
     * @throws InvalidRequestException when the first part is not the beginning of a JSON object
     * @throws BodyTimeoutException when the first part took too long
     * @throws UnavailableException when other bodies take too much memory, or too many are on their way
     */
    public String key(HttpServletRequest request) throws IOException {
        slots.take(request);
        var body = new BodyStream(request, budget, BodyBudget.Sender.WITHOUT_KEY, time.start(), upTo(FIRST_PART_BYTES));
        var part = new FirstPart(body, FIRST_PART_BYTES);
        request.setAttribute(FIRST_PART, part);
        return key(part);
    }

    /**
     * The body; an empty object if there is none. Read once and kept with the request. Only for a caller with a valid
     * key.
     *
     * @throws InvalidRequestException when it is too long, not JSON, not an object, or has too many tokens
     * @throws BodyTimeoutException when it took too long
     * @throws UnavailableException when other bodies take too much memory, or too many are on their way
     */
    public ObjectNode read(HttpServletRequest request) throws IOException {
        if (request.getAttribute(BODY) instanceof ObjectNode known) {
            return known;
        }
        slots.take(request);
        FirstPart part = request.getAttribute(FIRST_PART) instanceof FirstPart known ? known : null;
        BodyTime.Watch watch = part == null ? time.start() : part.watch();
        int before = part == null ? 0 : part.count();
        var rest = new BodyStream(request, budget, BodyBudget.Sender.WITH_KEY, watch, upTo(MAX_BYTES - before));
        JsonNode body = tree(part == null ? rest : new SequenceInputStream(part.again(), rest));
        ObjectNode object = object(body, before + rest.count() == 0);
        request.setAttribute(BODY, object);
        return object;
    }

    private static BodyLimit upTo(int maxBytes) {
        return new BodyLimit(
                maxBytes, () -> new InvalidRequestException("request body is larger than " + MAX_BYTES + " bytes"));
    }

    private JsonNode tree(InputStream body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private ObjectNode object(JsonNode body, boolean isEmpty) {
        if (isEmpty) {
            return json.createObjectNode();
        }
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw notAnObject();
    }

    private String key(FirstPart part) throws IOException {
        try (JsonParser parser = streaming.createParser(ObjectReadContext.empty(), part)) {
            @Nullable JsonToken first = parser.nextToken();
            if (first != null && first != JsonToken.START_OBJECT) {
                readToEnd(parser, part);
                throw notAnObject();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isKey = parser.currentName().equals(KEY_MEMBER);
                JsonToken value = parser.nextToken();
                if (isKey) {
                    return value == JsonToken.VALUE_STRING ? parser.getString() : "";
                }
                parser.skipChildren();
            }
            if (parser.currentToken() != null && parser.nextToken() != null) {
                throw new InvalidRequestException("could not parse request body");
            }
            return "";
        } catch (JacksonException e) {
            if (part.isCut()) {
                return "";
            }
            throw unreadable(e);
        }
    }

    /** A body that is not an object may also be malformed, which is then the better error. */
    private static void readToEnd(JsonParser parser, FirstPart part) {
        try {
            while (parser.nextToken() != null) {
                // Each call checks one more token.
            }
        } catch (JacksonException e) {
            if (!part.isCut()) {
                throw e;
            }
        }
    }

    /** A body that was cut short is an error of the connection. Every other error is one of the JSON. */
    private static InvalidRequestException unreadable(JacksonException e) throws IOException {
        if (e.getCause() instanceof BodyStream.LostException lost) {
            throw lost.failure();
        }
        return new InvalidRequestException("could not parse request body");
    }

    private static InvalidRequestException notAnObject() {
        return new InvalidRequestException("json validation error: value is not an object");
    }
}
