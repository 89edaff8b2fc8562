package dev.rollcall.ping;

import dev.rollcall.check.state.KeywordFilter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the signal of a ping from the keywords in its body. */
final class Keywords {

    private Keywords() {}

    /**
     * A failure keyword wins over a success keyword, and a success keyword over a start keyword. Keywords are
     * case-sensitive.
     */
    static PingKind kindOf(byte @Nullable [] body, KeywordFilter keywords) {
        // Bytes that are not UTF-8, or a character that was cut, become U+FFFD, which no keyword contains.
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
