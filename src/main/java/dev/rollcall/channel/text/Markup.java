package dev.rollcall.channel.text;

import java.util.regex.Pattern;

/** Escapes text for the formats that services read, so the name of a check cannot format, link or mention anything. */
public final class Markup {

    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_\\[\\]()<>#|~]");

    private Markup() {}

    /** For HTML, as a text or as the value of an attribute. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * For Markdown, where a backslash before any ASCII punctuation stands for that character (CommonMark 0.31, 2.4). A
     * backslash does not keep chats from reading {@code @all} as a mention, so an invisible space follows the sign.
     */
    public static String markdown(String text) {
        return MARKDOWN.matcher(text).replaceAll("\\\\$0").replace("@", "@\u200b");
    }

    /** For a block of code between fences of three backticks: no run of backticks can end it. */
    public static String fenced(String text) {
        return text.replace("```", "`\u200b`\u200b`");
    }
}
