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

/** Finds variables that were probably meant for us and misspelt; without this they would be ignored in silence. */
public final class MisspeltVariables {

    /** Platforms set these by themselves, among many of their own that look alike. Nobody types them. */
    private static final List<String> SET_BY_PLATFORMS = List.of("HEROKU_", "GIT_");

    /** From this length on, a name may have two slips. */
    private static final int LONG = 10;
    /** Up to this length one slip makes another word: only its first letter tells that ours was meant. */
    private static final int SHORT = 4;

    private MisspeltVariables() {}

    /** Each variable of the environment that is near one of ours and is none, with the nearest name of ours. */
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
                .filter(candidate -> isSlip(upper, candidate))
                .min(Comparator.<String>comparingInt(candidate -> EditDistance.between(upper, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isSlip(String name, String candidate) {
        if (candidate.length() <= SHORT && !name.startsWith(candidate.substring(0, 1))) {
            return false;
        }
        return EditDistance.between(name, candidate) <= (candidate.length() < LONG ? 1 : 2);
    }
}
