package dev.rollcall.badge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A badge as its page offers it.
 *
 * @param label the text on the badge
 * @param path of the image in this deploy
 * @param texts what a person copies
 */
record BadgeEntry(String label, String path, List<Text> texts) {

    /** A badge with the addresses of its formats: {@code svg}, {@code json} and {@code shields}. */
    static BadgeEntry of(String label, String path, Map<String, String> addresses) {
        List<Text> texts = new ArrayList<>();
        String image = addresses.get("svg");
        texts.add(new Text("markdown", "![" + label.replaceAll("([\\\\\\[\\]])", "\\\\$1") + "](" + image + ")"));
        texts.add(new Text("html", "<img src=\"" + image + "\" alt=\"" + escaped(label) + "\">"));
        addresses.forEach((format, address) -> texts.add(new Text(format, address)));
        return new BadgeEntry(label, path, List.copyOf(texts));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /**
     * Something to copy.
     *
     * @param format the end of the key of its name in the texts of pages
     */
    record Text(String format, String text) {}
}
