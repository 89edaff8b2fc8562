package dev.rollcall.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret part of a link in an alert, which works without a key: an id and its signature by the channel's secret. It
 * is stored nowhere, opens nothing else, and shows neither the check's id nor the address of the channel.
 *
 * @param id the subject of the link: a delivery or a channel
 */
public record LinkToken(UUID id, Signature signature) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;
    /** A truncated HMAC is as strong as its length if that is at least half of the hash (RFC 2104, 5). */
    private static final int SIGNATURE_BYTES = 16;

    private static final int LENGTH = 43;

    /** What a link does. A token for one action does not work for another. */
    public enum Action {
        /** Acknowledges the alert; the id is that of its delivery. */
        ACKNOWLEDGE,
        /** Ends e-mail to a mailbox; the id is that of its channel. */
        UNSUBSCRIBE
    }

    /** A token for this action. */
    public static LinkToken of(Action action, UUID id, String signingSecret) {
        return new LinkToken(id, Signature.of(action, id, signingSecret));
    }

    /** Reads the token of a link; empty if it does not have the form of one. */
    public static Optional<LinkToken> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var id = new UUID(bytes.getLong(), bytes.getLong());
            byte[] signature = new byte[SIGNATURE_BYTES];
            bytes.get(signature);
            return Optional.of(new LinkToken(id, new Signature(signature)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the secret has signed this id for this action. Takes as long for a wrong signature as for a right one.
     */
    public boolean isSigned(Action action, String signingSecret) {
        return MessageDigest.isEqual(signature.bytes, Signature.of(action, id, signingSecret).bytes);
    }

    /** The token as it stands in a link. */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        bytes.put(signature.bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The signature of an id. */
    public static final class Signature {

        private final byte[] bytes;

        private Signature(byte[] bytes) {
            this.bytes = bytes;
        }

        private static Signature of(Action action, UUID id, String signingSecret) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(SigningSecret.bytes(signingSecret), ALGORITHM));
                // The same secret signs webhooks, whose signed text begins with the id of a delivery and not with an
                // action. So a signature of one kind is never valid for the other.
                mac.update((action.name() + ":" + id).getBytes(StandardCharsets.UTF_8));
                return new Signature(Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
        }
    }
}
