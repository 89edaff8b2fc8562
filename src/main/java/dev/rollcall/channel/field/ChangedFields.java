package dev.rollcall.channel.field;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a channel after some of them have changed. Secrets are never shown, but a person who may change a
 * channel could read one by sending it to an address of their own. So a new address needs the secrets again.
 */
public final class ChangedFields {

    private ChangedFields() {}

    /**
     * The settings with the changes.
     *
     * @throws InvalidRequestException naming each secret that must be given again
     */
    public static Map<String, Object> merge(
            KindDefinition kind, Map<String, Object> settings, Map<String, Object> changes) {
        if (hasNewAddress(kind, settings, changes)) {
            Map<String, String> faults = new TreeMap<>();
            List.of(kind.fields()).stream()
                    .filter(field -> field.secret() && field.type() != FieldType.URL)
                    .map(Field::name)
                    .filter(secret -> settings.containsKey(secret) && !changes.containsKey(secret))
                    .forEach(secret -> faults.put(secret, "must be given again, because the address has changed"));
            if (!faults.isEmpty()) {
                throw new InvalidRequestException(faults);
            }
        }
        Map<String, Object> merged = new LinkedHashMap<>(settings);
        merged.putAll(changes);
        return merged;
    }

    private static boolean hasNewAddress(
            KindDefinition kind, Map<String, Object> settings, Map<String, Object> changes) {
        return List.of(kind.fields()).stream()
                .filter(field -> field.type() == FieldType.URL && changes.containsKey(field.name()))
                .anyMatch(field -> !address(field, settings).equals(address(field, changes)));
    }

    private static Object address(Field field, Map<String, Object> fields) {
        Object given = fields.get(field.name());
        return given == null || given.equals("") ? field.fallback() : given;
    }
}
