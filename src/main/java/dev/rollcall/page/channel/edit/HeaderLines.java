package dev.rollcall.page.channel.edit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes an object of texts as lines, {@code name: value}, in the form in which people write request headers.
 */
final class HeaderLines {

    private HeaderLines() {}

    /** Reads the lines. Empty if one of them has no colon. */
    static Optional<Map<String, Object>> parse(String text) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String line : text.strip().split("\\R+")) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return Optional.of(headers);
    }
}
