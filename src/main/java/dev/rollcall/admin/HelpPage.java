package dev.rollcall.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The text of {@code --task=help}, which fits a terminal of 100 columns. */
final class HelpPage {

    private static final int WIDTH = 100;
    private static final String TASK_INDENT = "  ";
    private static final String MORE_INDENT = "      ";
    private static final String VARIANT_INDENT = "        ";
    private static final String OPTION_INDENT = "            ";

    private static final String HEAD = """
            usage: java -jar app.jar [--process=web|worker|web,worker]
                   java -jar app.jar --task=NAME [--OPTION=VALUE ...] [--FLAG ...] [--output=text|json]
                   java -jar app.jar --help | --version

            Without arguments it runs the web process. The variables PROCESS and TASK do the same as
            --process and --task; an argument wins. An option takes a value, a flag takes none, and what
            stands in [ ] can be left out. --output says how a task prints its result: text is the
            default, json is for programs. --task=config lists every variable with its value.

            tasks:
            """;

    private HelpPage() {}

    static String of(List<TaskDefinition> tasks) {
        var page = new StringBuilder(HEAD);
        for (TaskDefinition task : tasks) {
            wrap(usage(task), TASK_INDENT, MORE_INDENT, page);
            wrap(List.of(task.summary().split(" ")), MORE_INDENT, MORE_INDENT, page);
            TaskCatalog.variantsOf(task).forEach(variant -> write(variant, page));
        }
        return page.toString();
    }

    /** The task's name, then each of its options and flags. */
    static List<String> usage(TaskDefinition task) {
        List<String> parts = new ArrayList<>(List.of(task.name()));
        Stream.of(task.required()).forEach(name -> parts.add("--" + name + "=..."));
        Stream.of(task.optional()).forEach(name -> parts.add("[--" + name + "=...]"));
        Stream.of(task.flags()).forEach(name -> parts.add("[--" + name + "]"));
        return parts;
    }

    /** What the variant needs, its summary, and one line for each option. */
    private static void write(TaskVariant variant, StringBuilder page) {
        wrap(variant.usage(), VARIANT_INDENT, OPTION_INDENT, page);
        wrap(List.of(variant.summary().split(" ")), OPTION_INDENT, OPTION_INDENT, page);
        variant.options()
                .forEach(option -> wrap(
                        List.of((option.name() + ": " + option.meaning()).split(" ")),
                        OPTION_INDENT,
                        OPTION_INDENT + TASK_INDENT,
                        page));
    }

    private static void wrap(List<String> words, String first, String next, StringBuilder page) {
        var line = new StringBuilder(first);
        String gap = "";
        for (String word : words) {
            if (line.length() + gap.length() + word.length() > WIDTH) {
                page.append(line).append('\n');
                line = new StringBuilder(next);
                gap = "";
            }
            line.append(gap).append(word);
            gap = " ";
        }
        page.append(line).append('\n');
    }
}
