package dev.rollcall.admin;

import java.util.List;
import java.util.stream.Stream;

/**
 * A variant of a task, with options of its own.
 *
 * @param choice the option that chooses it, such as {@code --kind=slack}
 * @param summary one line for {@code --task=help}
 */
public record TaskVariant(String choice, String summary, List<Option> options) {

    /** One option, without dashes. */
    public record Option(String name, String meaning, boolean isRequired) {}

    /** The choice, then each option. */
    List<String> usage() {
        return Stream.concat(
                        Stream.of(choice),
                        options.stream()
                                .map(option -> option.isRequired()
                                        ? "--" + option.name() + "=..."
                                        : "[--" + option.name() + "=...]"))
                .toList();
    }
}
