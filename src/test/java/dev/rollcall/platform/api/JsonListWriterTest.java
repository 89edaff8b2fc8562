package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

class JsonListWriterTest {

    private final JsonListWriter writer = new JsonListWriter(JsonMapper.shared(), new LongAnswers());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void partsBecomeOneArray() throws Exception {
        writer.writeArray(response, "numbers", JsonListWriterTest::threeParts);
        assertThat(response.getContentAsString()).isEqualTo("{\"numbers\":[1,2,3]}");
        assertThat(response.getContentType()).isEqualTo("application/json");
    }

    @Test
    void partsBecomeOneObject() throws Exception {
        ListPartReader<String, Integer> names = after -> threeParts(after).map(number -> "n" + number);
        writer.writeObject(response, "numbers", names, name -> List.of(name.length()));
        assertThat(response.getContentAsString()).isEqualTo("{\"numbers\":{\"n1\":[2],\"n2\":[2],\"n3\":[2]}}");
    }

    @Test
    void anEmptyListIsComplete() throws Exception {
        writer.writeArray(response, "numbers", (@Nullable Integer after) -> new ListPart<>(List.of(), null));
        assertThat(response.getContentAsString()).isEqualTo("{\"numbers\":[]}");
    }

    @Test
    void anErrorInTheFirstPartIsAnsweredWithAProblem() {
        assertThatThrownBy(() -> writer.writeArray(response, "numbers", (@Nullable Integer after) -> {
                    throw new IllegalStateException("first");
                }))
                .hasMessage("first");
        assertThat(response.getContentType()).isNull();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void anErrorInALaterPartWritesNoEnd() throws Exception {
        assertThatThrownBy(() -> writer.writeArray(response, "texts", (@Nullable Integer after) -> {
                    if (after != null) {
                        throw new IllegalStateException("second");
                    }
                    return new ListPart<>(List.of("x".repeat(100_000)), 1);
                }))
                .hasMessage("second");
        assertThat(response.getContentAsString())
                .startsWith("{\"texts\":[\"xxx")
                .doesNotContain("]", "}");
    }

    @Test
    void aLaterPartWaitsForAFreeConnection() throws Exception {
        int[] refusals = {4};
        ListPartReader<Integer, Integer> list = after -> {
            if (after != null && refusals[0]-- > 0) {
                throw new CannotCreateTransactionException("no connection");
            }
            return threeParts(after);
        };
        writer.writeArray(response, "numbers", list);
        assertThat(response.getContentAsString()).isEqualTo("{\"numbers\":[1,2,3]}");
    }

    @Test
    void anErrorAlsoReleasesTheTurn() throws Exception {
        for (int n = 0; n <= LongAnswers.maxAnswers(Runtime.getRuntime().maxMemory()); n++) {
            assertThatThrownBy(() -> writer.writeArray(response, "numbers", (@Nullable Integer after) -> {
                        throw new IllegalStateException("first");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        writer.writeArray(response, "numbers", JsonListWriterTest::threeParts);
        assertThat(response.getContentAsString()).isNotEmpty();
    }

    @Test
    void aLargerHeapAllowsMoreListsAtOnce() {
        assertThat(LongAnswers.maxAnswers(32L << 20)).isEqualTo(16);
        assertThat(LongAnswers.maxAnswers(300L << 20)).isEqualTo(75);
        assertThat(LongAnswers.maxAnswers(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    /** 1, then an empty part that is not the last, then 2 and 3. */
    private static ListPart<Integer, Integer> threeParts(@Nullable Integer after) {
        if (after == null) {
            return new ListPart<>(List.of(1), 1);
        }
        return after == 1 ? new ListPart<>(List.of(), 2) : new ListPart<>(List.of(2, 3), null);
    }
}
