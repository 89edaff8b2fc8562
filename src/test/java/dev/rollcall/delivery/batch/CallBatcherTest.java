package dev.rollcall.delivery.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import testing.App;

@Timeout(300)
class CallBatcherTest {

    private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void questionsDuringACallGoTogetherIntoTheNextCall() {
        CallBatcher<Integer, String> shared = held(question -> "answer " + question);

        List<CompletableFuture<String>> answers = askWhileTheFirstIsUnderWay(shared, 50);

        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(n -> "answer " + n).toList());
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1)).hasSize(49);
    }

    @Test
    void aQuestionWithoutAnAnswerGetsNothing() {
        assertThat(new CallBatcher<Integer, String>("test", questions -> Map.of()).ask(1))
                .isEmpty();
    }

    @Test
    void aQuestionThatFailsDoesNotFailTheOthers() {
        CallBatcher<Integer, String> shared = held(question -> {
            if (question == 7) {
                throw new IllegalArgumentException("seven");
            }
            return "answer " + question;
        });

        List<CompletableFuture<String>> answers = askWhileTheFirstIsUnderWay(shared, 10);

        assertThat(answers.get(7)).failsWithin(App.PATIENCE).withThrowableThat().withMessageContaining("seven");
        answers.remove(7);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(App.PATIENCE));
    }

    @Test
    void anUnreachableDatabaseIsNotAskedOnceForEachQuestion() {
        CallBatcher<Integer, String> shared = held(question -> {
            throw new DataAccessResourceFailureException("away");
        });

        List<CompletableFuture<String>> answers = askWhileTheFirstIsUnderWay(shared, 10);

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThatThrownBy(answer::join).hasCauseInstanceOf(DataAccessResourceFailureException.class));
        assertThat(calls).hasSize(2);
    }

    @Test
    void anErrorReachesTheAskersAndTheNextQuestionIsAnswered() {
        CallBatcher<Integer, String> shared = held(question -> {
            if (question < 3) {
                throw new NoClassDefFoundError("of question " + question);
            }
            return "answer " + question;
        });

        List<CompletableFuture<String>> answers = askWhileTheFirstIsUnderWay(shared, 3);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .failsWithin(App.PATIENCE)
                        .withThrowableThat()
                        .havingRootCause()
                        .isInstanceOf(NoClassDefFoundError.class));
        assertThat(ask(shared, 3)).succeedsWithin(App.PATIENCE).isEqualTo("answer 3");
    }

    @Test
    void noCallerWaitsForeverForACallThatHangs() {
        var shared = new CallBatcher<Integer, String>("test", Duration.ofMillis(300), questions -> {
            await(mayAnswer);
            return Map.of(1, "late", 2, "in time");
        });

        assertThatThrownBy(() -> shared.ask(1)).isInstanceOf(QueryTimeoutException.class);

        mayAnswer.countDown();
        assertThat(shared.ask(2)).hasValue("in time");
    }

    /** Answers the questions of a call one by one; the first waits until it is released. */
    private CallBatcher<Integer, String> held(Function<Integer, String> answer) {
        return new CallBatcher<>("test", questions -> {
            calls.add(questions);
            asked.countDown();
            await(mayAnswer);
            return questions.stream().collect(Collectors.toMap(Function.identity(), answer));
        });
    }

    private List<CompletableFuture<String>> askWhileTheFirstIsUnderWay(
            CallBatcher<Integer, String> shared, int questions) {
        List<CompletableFuture<String>> answers = new CopyOnWriteArrayList<>();
        answers.add(ask(shared, 0));
        await(asked);
        IntStream.range(1, questions).forEach(n -> answers.add(ask(shared, n)));
        Awaitility.await().until(() -> shared.waiting() == questions - 1);
        mayAnswer.countDown();
        return answers;
    }

    private static CompletableFuture<String> ask(CallBatcher<Integer, String> shared, int question) {
        var answer = new CompletableFuture<String>();
        var thread = new Thread(() -> {
            try {
                answer.complete(shared.ask(question).orElseThrow());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
