package dev.rollcall.channel.group;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldReader;
import dev.rollcall.channel.field.KindDefinition;
import java.util.Map;
import java.util.Optional;

/** Several channels of a project under one name. A delivery is stored for each member and never for the group. */
@KindDefinition(
        name = "group",
        summary = "several channels under one name",
        isGroup = true,
        hasText = false,
        fields =
                @Field(
                        name = GroupKind.CHANNELS,
                        meaning = "ids or names of at most 20 channels, separated by commas; none may be a group",
                        required = true,
                        maxLength = 2_100))
class GroupKind implements ChannelKind {

    static final String CHANNELS = "channels";

    /**
     * The members are in a table, from which a deleted channel disappears by itself. So there is nothing else to store.
     */
    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        return Map.of();
    }

    @Override
    public Optional<String> members(Map<String, Object> fields) {
        Map<String, Object> valid = FieldReader.read(definition(), fields);
        return Optional.of(String.valueOf(valid.get(CHANNELS)));
    }

    @Override
    public void send(Alert alert) {
        throw sendsNothing();
    }

    @Override
    public void send(Notice notice) {
        throw sendsNothing();
    }

    private static DeliveryException sendsNothing() {
        return DeliveryException.permanent("a group sends nothing itself");
    }
}
