package dev.rollcall.platform.problem;

import java.util.Map;
import java.util.Optional;

/**
 * What may be the name that people give to a project, a key or themselves: one line of at most {@value #MAX_LENGTH}
 * characters. White space around it does not count.
 */
public enum NameRule {
    REQUIRED,
    OPTIONAL;

    public static final int MAX_LENGTH = 100;

    /**
     * Returns the name without white space around it.
     *
     * @throws InvalidRequestException with the fault of the field {@code name}
     */
    public String apply(String given) {
        fault(given).ifPresent(fault -> {
            throw new InvalidRequestException(Map.of("name", fault));
        });
        return given.strip();
    }

    /** Returns the name without white space around it. If it is invalid, adds its fault to those of other fields. */
    public String apply(String given, Map<String, String> faults) {
        fault(given).ifPresent(fault -> faults.put("name", fault));
        return given.strip();
    }

    private Optional<String> fault(String given) {
        String name = given.strip();
        if (this == REQUIRED && name.isEmpty()) {
            return Optional.of("is missing");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of(
                    InvalidRequestException.withCure("is too long", "at most " + MAX_LENGTH + " characters"));
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("is not one line of text")
                : Optional.empty();
    }
}
