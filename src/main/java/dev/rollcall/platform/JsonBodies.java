package dev.rollcall.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Request bodies as JSON objects, whatever content type the request claims. A body is read once and kept with its
 * request: who looks for a key in it leaves it to the controller.
 */
@Component
public class JsonBodies {

    /** The member that is the caller's key: no field of what is asked for. */
    public static final String KEY = "api_key";

    /** Far more than any request needs, and no burden to hold, even for callers who show no key. */
    private static final int LIMIT_BYTES = 1_000_000;

    private static final String ATTRIBUTE = JsonBodies.class.getName();

    private final JsonMapper json;

    JsonBodies(JsonMapper json) {
        this.json = json.rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * The body; an empty object where there is none.
     *
     * @throws InvalidRequestException when it is too long, no JSON, or no object
     */
    public ObjectNode read(HttpServletRequest request) throws IOException {
        if (request.getAttribute(ATTRIBUTE) instanceof ObjectNode known) {
            return known;
        }
        ObjectNode body = object(request.getInputStream().readNBytes(LIMIT_BYTES + 1));
        request.setAttribute(ATTRIBUTE, body);
        return body;
    }

    private ObjectNode object(byte[] body) {
        if (body.length > LIMIT_BYTES) {
            throw new InvalidRequestException("request body is larger than " + LIMIT_BYTES + " bytes");
        }
        if (body.length == 0) {
            return json.createObjectNode();
        }
        try {
            if (json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new InvalidRequestException("could not parse request body");
        }
        throw new InvalidRequestException("json validation error: value is not an object");
    }
}
