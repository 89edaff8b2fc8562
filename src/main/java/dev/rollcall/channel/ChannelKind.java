package dev.rollcall.channel;

import dev.rollcall.check.state.CheckStatus;
import java.util.Map;

/** A kind of channel: a bean of this type is all that a new kind needs. */
public interface ChannelKind {

    /** As in {@code {"kind": "webhook"}}. */
    String name();

    /**
     * Turns the fields of a request into the settings to keep.
     *
     * @throws dev.rollcall.platform.InvalidRequestException naming every field at fault
     */
    Map<String, Object> configure(Map<String, Object> fields);

    /**
     * What keeps a channel with these fields from working in this deploy. It is asked for when a channel is made, and not
     * when one moves here from another deploy.
     *
     * @return each field with what is wrong; empty if it can work
     */
    default Map<String, String> obstacles(Map<String, Object> fields) {
        return Map.of();
    }

    /** Whether the settings ask to be told of checks that take this status; else {@link #send} does nothing. */
    default boolean tells(Map<String, Object> config, CheckStatus status) {
        return true;
    }

    /**
     * Tells the channel, once; returns when it has been told.
     *
     * @throws DeliveryException when it was not told; the delivery is tried again
     */
    void send(Alert alert);

    /**
     * Ends every call under way, so that each {@link #send} throws; called once, when the process can wait no longer
     * and never sends again. Whatever does not end is handed to another worker all the same, and ends with the process.
     */
    default void abort() {}
}
