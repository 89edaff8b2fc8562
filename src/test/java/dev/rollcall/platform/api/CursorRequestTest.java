package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorRequestTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void aFullPageHasACursorForTheNextPage() {
        CursorRequest<Long> request = CursorRequest.of("2", null, Long::valueOf);

        CursorPage<Long> page = request.page(List.of(9L, 8L, 7L), id -> new CursorRequest.Cursor<>(AT, id));

        assertThat(page.items()).containsExactly(9L, 8L);
        CursorRequest<Long> next = CursorRequest.of("2", page.next(), Long::valueOf);
        assertThat(next.afterOr(0L)).isEqualTo(new CursorRequest.Cursor<>(AT, 8L));
    }

    @Test
    void theNextPageHasAUrlUnlessThisIsTheLastPage() {
        CursorRequest<Long> request = CursorRequest.of("2", null, Long::valueOf);
        String list = "https://rollcall.example/list/";

        assertThat(request.nextUrl(list, new CursorPage<>(List.of(9L, 8L), "1-8")))
                .isEqualTo("https://rollcall.example/list/?limit=2&cursor=1-8");
        assertThat(request.nextUrl(list, new CursorPage<>(List.of(9L), null))).isNull();
    }

    @Test
    void theLastPageHasNoCursor() {
        CursorRequest<Long> request = CursorRequest.of("2", null, Long::valueOf);

        assertThat(request.page(List.of(9L, 8L), id -> new CursorRequest.Cursor<>(AT, id))
                        .next())
                .isNull();
        assertThat(request.limitToFind()).isEqualTo(3);
        assertThat(request.afterOr(5L).at()).isAfter(AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100", "050"})
    void aLimitOfUpToAHundredIsAccepted(String limit) {
        assertThat(CursorRequest.of(limit, null, Long::valueOf).limit()).isEqualTo(Integer.parseInt(limit));
    }

    @ParameterizedTest
    @CsvSource({
        "0, , limit",
        "101, , limit",
        "-1, , limit",
        "1e1, , limit",
        "99999999999999999999, , limit",
        "'', , limit",
        "5, '', cursor",
        "5, garbage, cursor",
        "5, 1-, cursor",
        "5, 1-x, cursor",
        "5, -1-1, cursor",
        "5, 99999999999999999999-1, cursor"
    })
    void anInvalidParameterIsNamed(String limit, @Nullable String cursor, String field) {
        var refused = catchThrowableOfType(
                InvalidRequestException.class, () -> CursorRequest.of(limit, cursor, Long::valueOf));

        assertThat(refused.fields()).containsOnlyKeys(field);
    }
}
