package dev.rollcall.ping;

import dev.rollcall.check.state.KeywordFilter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells what a ping signals by the words in its body. */
final class Keywords {

    private Keywords() {}

    /** A failure goes before a success, and that before a start. The case of letters counts. */
    static PingKind kindOf(byte @Nullable [] body, KeywordFilter keywords) {
        // What is not UTF-8, or was cut within a character, becomes a character that no keyword has.
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        if (hasAny(text, keywords.failure())) {
            return PingKind.FAIL;
        }
        if (hasAny(text, keywords.success())) {
            return PingKind.SUCCESS;
        }
        if (hasAny(text, keywords.start())) {
            return PingKind.START;
        }
        return keywords.filterDefaultFail() ? PingKind.FAIL : PingKind.IGNORED;
    }

    private static boolean hasAny(String text, String keywords) {
        return Arrays.stream(keywords.split(","))
                .map(String::strip)
                .anyMatch(keyword -> !keyword.isEmpty() && text.contains(keyword));
    }
}
