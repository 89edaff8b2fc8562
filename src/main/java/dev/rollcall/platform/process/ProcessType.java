package dev.rollcall.platform.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A type of process that runs until it is stopped, named as in the {@code Procfile}. */
public enum ProcessType {
    WEB,
    WORKER;

    /** The name as an operator writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ProcessType> of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label.strip()))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(ProcessType::label).collect(Collectors.joining(", "));
    }
}
