package dev.rollcall.channel.text;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes text from strangers safe to show: without control characters, and no longer than a limit. */
public final class CleanText {

    private static final String ELLIPSIS = "…";
    /** Control characters, line separators, lone surrogates, and marks that change the direction of writing. */
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\p{Cc}\\x{2028}\\x{2029}\\p{Cs}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]+");

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    /** The colours and cursor movements of terminals (ECMA-48, 5.4). */
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile("\\x{1B}\\[[0-?]*[ -/]*[@-~]");

    private CleanText() {}

    /** The text on one line. */
    public static String oneLine(String text) {
        return UNSAFE.matcher(text).replaceAll(" ").strip();
    }

    /** The last lines of a text. The end matters most, because that is where a program says why it failed. */
    public static String lastLines(String text, int maxLines, int maxLength) {
        List<String> lines = LINE_BREAK
                .splitAsStream(TERMINAL_SEQUENCE.matcher(text).replaceAll("").strip())
                .map(line -> UNSAFE.matcher(line.replace("\t", "    "))
                        .replaceAll(" ")
                        .stripTrailing())
                .toList();
        String last = lines.stream()
                .skip(Math.max(0, lines.size() - maxLines))
                .collect(Collectors.joining("\n"))
                .strip();
        String end = end(last, maxLength);
        return lines.size() > maxLines && !end.startsWith(ELLIPSIS) ? ELLIPSIS + "\n" + end : end;
    }

    /** The beginning of a text that is too long, without half a character at its end. */
    public static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.preceding(Math.max(1, maxLength - ELLIPSIS.length() + 1));
        return text.substring(0, Math.max(0, end)).stripTrailing() + ELLIPSIS;
    }

    /** The beginning of a text that has at most this many characters after it is escaped. */
    public static String cut(String text, int maxLength, UnaryOperator<String> escape) {
        String escaped = escape.apply(text);
        for (int length = Math.min(text.length(), maxLength); escaped.length() > maxLength && length > 1; length--) {
            escaped = escape.apply(cut(text, length));
        }
        return escaped;
    }

    /** The end of a text that is too long, without half a character at its beginning. */
    static String end(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int start = characters.following(text.length() - maxLength + ELLIPSIS.length() - 1);
        return ELLIPSIS + text.substring(start == BreakIterator.DONE ? text.length() : start);
    }
}
