package dev.rollcall.admin;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The options given to a task, {@code --name=value}. Those that {@link TaskDefinition} requires are present. */
public record TaskOptions(Map<String, String> values) {

    // UUID.fromString also accepts 1-1-1-1-1.
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** An option that {@link TaskDefinition#required} names. */
    public String required(String name) {
        return find(name).orElseThrow(() -> new WrongUsageException("--" + name + "=... is missing"));
    }

    /** A required option that is an id. */
    public UUID requiredId(String name) {
        String text = required(name).strip();
        if (!ID.matcher(text).matches()) {
            // The value is not repeated: it may be a key given by mistake, and the log must not show it.
            throw new WrongUsageException("--" + name + " must be an id: 8-4-4-4-12 hexadecimal digits");
        }
        return UUID.fromString(text);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether a flag is set: {@code --name}, or {@code --name=true}. */
    public boolean isOn(String name) {
        String value = find(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new WrongUsageException("--" + name + " takes no value, or true or false");
        }
        return value.equals("true");
    }
}
