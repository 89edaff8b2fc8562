package dev.rollcall.platform.config;

import dev.rollcall.platform.process.CommandLine;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds variables that are probably misspelt names of ours. Otherwise they would be ignored silently. */
public final class MisspeltVariables {

    /** Platforms set these, and many similar ones of their own. People do not type them. */
    private static final List<String> SET_BY_PLATFORMS = List.of("HEROKU_", "GIT_");

    /** Names of this length or longer may have two typing errors. */
    private static final int LONG_NAME_LENGTH = 10;
    /** Up to this length, one error may give another word, so the first letter must be right. */
    private static final int SHORT_NAME_LENGTH = 4;

    private MisspeltVariables() {}

    /** Each unknown variable with a name similar to one of ours, and our nearest name. */
    public static Map<String, String> near(List<Variable> variables, Map<String, String> environment) {
        Set<String> known = variables.stream()
                .flatMap(variable -> Stream.of(variable.name(), variable.fileName()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        known.addAll(CommandLine.VARIABLES);
        Map<String, String> near = new TreeMap<>();
        environment.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> nearest(name, known).ifPresent(meant -> near.put(name, meant)));
        return near;
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        String upper = name.toUpperCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> SET_BY_PLATFORMS.stream().noneMatch(candidate::startsWith))
                .filter(candidate -> isMisspelling(upper, candidate))
                .min(Comparator.<String>comparingInt(candidate -> EditDistance.between(upper, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isMisspelling(String name, String candidate) {
        if (candidate.length() <= SHORT_NAME_LENGTH && !name.startsWith(candidate.substring(0, 1))) {
            return false;
        }
        return EditDistance.between(name, candidate) <= (candidate.length() < LONG_NAME_LENGTH ? 1 : 2);
    }
}
