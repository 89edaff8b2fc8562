package dev.rollcall.platform.body;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a body. They are searched for a key, and kept so that the whole body can be read later. */
final class FirstPart extends InputStream {

    private final BodyStream body;
    private final int maxBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isCut;

    FirstPart(BodyStream body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /** Whether a reader wanted more than this part. */
    boolean isCut() {
        return isCut;
    }

    /** Bytes read so far. */
    int count() {
        return kept.size();
    }

    /** The time of the body as a whole. */
    BodyTime.Watch watch() {
        return body.watch();
    }

    /** The bytes read so far, from the beginning. */
    InputStream again() {
        return new ByteArrayInputStream(kept.toByteArray());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (kept.size() >= maxBytes) {
            isCut = true;
            return -1;
        }
        int read = body.read(buffer, offset, Math.min(length, maxBytes - kept.size()));
        if (read > 0) {
            kept.write(buffer, offset, read);
        }
        return read;
    }
}
