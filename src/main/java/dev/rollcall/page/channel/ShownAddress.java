package dev.rollcall.page.channel;

import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Where a channel sends, without secrets, so people can tell channels apart. */
final class ShownAddress {

    private static final String HIDDEN = "…";

    private ShownAddress() {}

    /** The last required field that is not secret; otherwise the host of the first address; otherwise empty. */
    static String of(KindDefinition kind, Map<String, Object> config) {
        return Arrays.stream(kind.fields())
                .filter(field -> field.required() && !field.secret() && field.type() != FieldType.URL)
                .reduce((first, last) -> last)
                .map(field -> String.valueOf(config.getOrDefault(field.name(), "")))
                .or(() -> host(kind, config))
                .orElse("");
    }

    private static Optional<String> host(KindDefinition kind, Map<String, Object> config) {
        return Arrays.stream(kind.fields())
                .filter(field -> field.type() == FieldType.URL)
                .map(Field::name)
                .map(config::get)
                .filter(String.class::isInstance)
                .map(address -> host((String) address))
                .findFirst();
    }

    /** An address can contain a token anywhere but in its host. */
    private static String host(String address) {
        try {
            String host = URI.create(address).getHost();
            return host == null ? HIDDEN : host + "/" + HIDDEN;
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }
}
