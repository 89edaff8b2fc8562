package dev.rollcall.admin;

import java.util.Map;
import java.util.Optional;

/** The options that a task was given, {@code --name=value}; those that {@link Task} requires are there. */
public record TaskOptions(Map<String, String> values) {

    /** An option that {@link Task#required} names. */
    public String required(String name) {
        return find(name).orElseThrow(() -> new WrongUsageException("--" + name + "=... is missing"));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
