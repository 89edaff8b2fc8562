package dev.rollcall.delivery.page;

import java.util.Map;
import java.util.UUID;

/**
 * The channel that a link names.
 *
 * @param isUnsubscribed whether the owner of the mailbox wants no more e-mail
 * @param config the settings of the channel
 * @param signingSecret the key that signs the tokens of the channel's links
 * @param project the name of the project
 */
record LinkedChannel(
        UUID id, boolean isUnsubscribed, Map<String, Object> config, String signingSecret, String project) {

    /** Without address and secret, because a record may end up in a log. */
    @Override
    public String toString() {
        return "LinkedChannel[" + id + "]";
    }
}
