package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import testing.App;
import tools.jackson.databind.json.JsonMapper;

class JsonListWriterTest {

    private static final int ANSWERS = 16;

    private final JsonListWriter writer = new JsonListWriter(JsonMapper.shared(), new LongAnswers(ANSWERS, 2));
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
    void onlySomeAnswersReadAtTheSameTimeAndTheOthersWait() throws Exception {
        int reads = 2;
        var answers = new JsonListWriter(JsonMapper.shared(), new LongAnswers(ANSWERS, reads));
        var reading = new CountDownLatch(reads);
        var release = new CountDownLatch(1);
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        ListPartReader<Integer, Integer> list = after -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            reading.countDown();
            await(release);
            atOnce.decrementAndGet();
            return threeParts(after);
        };
        ExecutorService threads = Executors.newFixedThreadPool(ANSWERS);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int n = 0; n < ANSWERS; n++) {
                all.add(threads.submit(() -> {
                    var answer = new MockHttpServletResponse();
                    answers.writeArray(answer, "numbers", list);
                    return answer.getContentAsString();
                }));
            }
            await(reading);
            release.countDown();
            for (Future<String> answer : all) {
                assertThat(answer.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo("{\"numbers\":[1,2,3]}");
            }
            assertThat(most).hasValue(reads);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anErrorAlsoReleasesTheTurn() throws Exception {
        for (int n = 0; n <= ANSWERS; n++) {
            assertThatThrownBy(() -> writer.writeArray(response, "numbers", (@Nullable Integer after) -> {
                        throw new IllegalStateException("first");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        writer.writeArray(response, "numbers", JsonListWriterTest::threeParts);
        assertThat(response.getContentAsString()).isNotEmpty();
    }

    @Test
    void aClientThatReadsSlowlyLeavesTurnsToOthers() throws Exception {
        var answers = new LongAnswers(8, 8);
        var writing = new CountDownLatch(6);
        var release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> slow = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                slow.add(threads.submit(() -> {
                    answerTo("192.0.2.1", answers, () -> {
                        writing.countDown();
                        await(release);
                    });
                    return null;
                }));
            }
            await(writing);
            var served = new AtomicBoolean();

            answerTo("192.0.2.2", answers, () -> served.set(true));

            assertThat(served).isTrue();
            release.countDown();
            for (Future<?> answer : slow) {
                answer.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void answerTo(String client, LongAnswers answers, LongAnswers.Writing writing) throws IOException {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(client);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            answers.inTurn(writing);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void listsLeaveHalfOfTheConnectionsToShortRequests() {
        assertThat(LongAnswers.maxReads(6)).isEqualTo(3);
        assertThat(LongAnswers.maxReads(2)).isEqualTo(1);
        assertThat(LongAnswers.maxReads(1)).isEqualTo(1);
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
