package dev.rollcall.page.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A status page in one form, ready to be sent.
 *
 * @param etag changes with the content; in quotes, as the header wants it
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, and never compared
record Rendering(byte[] content, String etag) {

    private static final int ETAG_BYTES = 16;

    static Rendering of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Rendering(content, '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
