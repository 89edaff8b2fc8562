package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the body of a form or a JSON body. Reading fails when the body is larger than its {@link BodyLimit}, takes too
 * long ({@link BodyTimeoutException}), or when all bodies together take too much ({@link UnavailableException}).
 */
final class BodyStream extends InputStream {

    /** Memory of the parser's buffers, for a body of any size. */
    private static final int BASE_BYTES = 16_000;

    /** Bytes of memory for each byte: the bytes or the parser's text buffer, the strings made of them, and copies. */
    private static final int MEMORY_FACTOR = 5;

    private final HttpServletRequest request;
    private final InputStream in;
    private final BodyBudget budget;
    private final BodyBudget.Sender sender;
    private final BodyTime.Watch watch;
    private final BodyLimit limit;
    private int count;

    /**
     * Reads the rest of the body of this request.
     *
     * @param limit the largest size of the rest
     */
    BodyStream(
            HttpServletRequest request,
            BodyBudget budget,
            BodyBudget.Sender sender,
            BodyTime.Watch watch,
            BodyLimit limit)
            throws IOException {
        this.request = request;
        this.in = request.getInputStream();
        this.budget = budget;
        this.sender = sender;
        this.watch = watch;
        this.limit = limit;
        budget.take(request, sender, BASE_BYTES);
    }

    /** Bytes read so far. */
    int count() {
        return count;
    }

    BodyTime.Watch watch() {
        return watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        watch.check();
        int read = receive(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count > limit.maxBytes()) {
                throw limit.tooLarge().get();
            }
            budget.take(request, sender, (long) read * MEMORY_FACTOR);
        }
        return read;
    }

    private int receive(byte[] buffer, int offset, int length) throws LostException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new LostException(e);
        }
    }

    /**
     * The rest of the body could not be received. The parser throws exceptions of the same type for what it cannot
     * decode.
     */
    static final class LostException extends IOException {

        private static final long serialVersionUID = 1;

        private final IOException failure;

        LostException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
