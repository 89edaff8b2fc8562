package dev.rollcall.channel;

import dev.rollcall.channel.field.ChangedFields;
import dev.rollcall.channel.field.FieldReader;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.check.state.CheckStatus;
import java.util.Map;
import java.util.Optional;

/** A kind of channel. A new kind needs one class of this type with a {@link KindDefinition} and nothing else. */
public interface ChannelKind {

    /** Its annotation: name and fields. */
    default KindDefinition definition() {
        return KindCatalog.of(getClass());
    }

    /** The name in requests, as in {@code {"kind": "webhook"}}. */
    default String name() {
        return definition().name();
    }

    /**
     * Turns the fields of a request into the settings to store. The settings are valid fields themselves.
     *
     * @throws dev.rollcall.platform.problem.InvalidRequestException naming every invalid field
     */
    default Map<String, Object> configure(Map<String, Object> fields) {
        return FieldReader.read(definition(), fields);
    }

    /**
     * The fields of a channel with these settings after a request has changed some of them.
     *
     * @throws dev.rollcall.platform.problem.InvalidRequestException if secrets must be given again; it names each of
     *     them
     */
    default Map<String, Object> merge(Map<String, Object> config, Map<String, Object> changes) {
        return ChangedFields.merge(definition(), config, changes);
    }

    /** Whether channels of this kind have a setting of this name. */
    default boolean hasField(String name) {
        return TextFields.with(definition()).stream()
                .anyMatch(field -> field.name().equals(name));
    }

    /**
     * What keeps a channel with these fields from working in this deploy. Asked when a channel is created or changed,
     * but not when one is imported from another deploy.
     *
     * @return each field with its error; empty if the channel can work
     */
    default Map<String, String> obstacles(Map<String, Object> fields) {
        return Map.of();
    }

    /** Whether a channel of this kind stands for others, which get its messages in its place. */
    default boolean isGroup() {
        return definition().isGroup();
    }

    /**
     * The channels that a new group stands for, as ids and names separated by commas. Empty if the kind is no group.
     *
     * @throws dev.rollcall.platform.problem.InvalidRequestException naming the invalid field
     */
    default Optional<String> members(Map<String, Object> fields) {
        return Optional.empty();
    }

    /** Whether a channel with these settings gets alerts of this status. If not, {@link #send(Alert)} does nothing. */
    default boolean wants(Map<String, Object> config, CheckStatus status) {
        return true;
    }

    /**
     * Which receiver a channel with these settings reaches, {@code https://example.org:443}. It is only compared, to
     * limit the calls to one receiver, and never shown. Empty if no other channel shares it.
     */
    default Optional<String> receiver(Map<String, Object> config) {
        return Optional.empty();
    }

    /**
     * Sends the alert once, and returns when the receiver has accepted it.
     *
     * @throws DeliveryException when the receiver did not accept it; the delivery is retried unless the
     *     failure is {@linkplain DeliveryException#isPermanent permanent}
     */
    void send(Alert alert);

    /**
     * Whether a channel with these settings gets notices of this severity. If not, {@link #send(Notice)} does
     * nothing.
     */
    default boolean wants(Map<String, Object> config, Notice.Severity severity) {
        return true;
    }

    /** Whether the channel of this message gets it. If not, {@link #deliver} does nothing. */
    default boolean wants(Message message) {
        return message instanceof Notice notice
                ? wants(notice.config(), notice.content().severity())
                : wants(message.config(), ((Alert) message).flip().change().to());
    }

    /** Sends an alert or a notice. */
    default void deliver(Message message) {
        if (message instanceof Notice notice) {
            send(notice);
        } else {
            send((Alert) message);
        }
    }

    /** Whether a notice to a channel with these settings can stand for several alerts. If not, each of them is sent. */
    default boolean hasDigests(Map<String, Object> config) {
        KindDefinition kind = definition();
        return kind.hasText() && kind.hasDigest();
    }

    /**
     * Sends the notice once, as {@link #send(Alert)} sends an alert.
     *
     * @throws DeliveryException when the receiver did not accept it
     */
    void send(Notice notice);

    /**
     * Aborts every call under way, so that each {@code send} under way throws. Called once, when the process can wait
     * no longer and will send nothing more. If a call does not end even so, its delivery is handed to another worker,
     * and the call ends with the process.
     */
    default void abort() {}
}
