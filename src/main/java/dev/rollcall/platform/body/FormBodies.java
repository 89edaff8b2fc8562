package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Receives the body of a page's request: a form, or the JSON of a passkey. The whole body is received before anybody
 * asks for a parameter, because Tomcat would allocate the announced length and then wait for the client without a time
 * limit.
 */
@Component
public class FormBodies {

    /**
     * The largest form, that of a channel, has two texts of 10,000 characters, and one character takes up to nine
     * bytes. {@code server.tomcat.max-http-form-post-size} is the same.
     */
    static final int MAX_BYTES = 250_000;

    private static final BodyLimit LIMIT = new BodyLimit(MAX_BYTES, FormBodies::tooLarge);

    private final BodyBudget budget;
    private final BodySlots slots;
    private final BodyTime time;

    FormBodies(BodyBudget budget, BodySlots slots, BodyTime time) {
        this.budget = budget;
        this.slots = slots;
        this.time = time;
    }

    /**
     * Returns the same request with a body that is in memory.
     *
     * @throws ResponseStatusException if the body is too large
     * @throws BodyTimeoutException if it takes too long
     * @throws UnavailableException if other bodies take too much memory, or too many are being sent
     */
    HttpServletRequest receive(HttpServletRequest request) throws IOException {
        // From now on, Tomcat looks for no parameters in this body.
        ServletInputStream in = request.getInputStream();
        if (in.isFinished()) {
            return request;
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        slots.take(request);
        try {
            var body = new BodyStream(request, budget, BodyBudget.Sender.FORM, time.start(), LIMIT);
            return new ReceivedForm(request, body.readAllBytes());
        } catch (BodyStream.LostException e) {
            throw e.failure();
        } finally {
            slots.giveBack(request);
        }
    }

    private static ResponseStatusException tooLarge() {
        return new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
}
