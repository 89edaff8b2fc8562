package dev.rollcall.delivery.page;

import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The delivery that a link names.
 *
 * @param isLatest whether the check has not flipped since
 * @param acknowledgedAt when the flip was acknowledged, or null
 * @param config the settings of the channel
 * @param signingSecret the key that signs the tokens of the channel's links
 * @param project the name of the project
 */
record LinkedDelivery(
        Flip flip,
        boolean isLatest,
        @Nullable Instant acknowledgedAt,
        Map<String, Object> config,
        String signingSecret,
        String project) {

    /** Without address and secret, because a record may end up in a log. */
    @Override
    public String toString() {
        return "LinkedDelivery[" + flip.id() + "]";
    }
}
