package dev.rollcall.delivery.batch;

import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Batches the calls of many threads to the database: questions that arrive during a call go together into the next one.
 * A lone caller is served immediately.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class CallBatcher<Q, A> {

    private static final int MAX_BATCH = 100;
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** Longer than the few statements of a call take to fail by the time-outs of the database driver. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final Function<List<Q>, Map<Q, A>> call;
    private final Duration maxWait;
    private final LinkedBlockingQueue<Asked<Q, A>> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService caller;

    /**
     * @param call answers several questions; those that it leaves out get an empty answer
     */
    public CallBatcher(String thread, Function<List<Q>, Map<Q, A>> call) {
        this(thread, MAX_WAIT, call);
    }

    /** Callers wait at most {@code maxWait}. */
    CallBatcher(String thread, Duration maxWait, Function<List<Q>, Map<Q, A>> call) {
        this.call = call;
        this.maxWait = maxWait;
        this.caller = Threads.single(thread, IDLE);
    }

    /**
     * Returns the answer, or throws the exception of the call.
     *
     * @throws QueryTimeoutException when there is no answer in time
     * @throws IllegalStateException when the call ended with an {@link Error}, which is the cause, or on an interrupt
     */
    public Optional<A> ask(Q question) {
        var asked = new Asked<Q, A>(question, new CompletableFuture<>());
        waiting.add(asked);
        try {
            caller.execute(this::answerWaiting);
            return asked.answer.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the call to the database failed", e.getCause());
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("the database gave no answer in " + maxWait.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a call to the database", e);
        } finally {
            waiting.remove(asked);
            // If the question is already part of a call, its answer is ignored.
            asked.answer.cancel(false);
        }
    }

    /** The number of questions that the next call will have. */
    public int waiting() {
        return waiting.size();
    }

    /** Runs once for each question; in most runs there is nothing left to do. */
    private void answerWaiting() {
        List<Asked<Q, A>> taken = new ArrayList<>();
        waiting.drainTo(taken, MAX_BATCH);
        if (!taken.isEmpty()) {
            answer(taken);
        }
    }

    private void answer(List<Asked<Q, A>> asked) {
        try {
            Map<Q, A> answers = call.apply(asked.stream().map(Asked::question).toList());
            asked.forEach(one -> one.answer.complete(Optional.ofNullable(answers.get(one.question))));
        } catch (RuntimeException | Error e) {
            // Errors too: otherwise the callers would wait for a thread that has ended.
            if (asked.size() > 1 && !isDatabaseAway(e)) {
                // One question must not fail the others.
                asked.stream().filter(one -> !one.answer.isDone()).forEach(one -> answer(List.of(one)));
            } else {
                asked.forEach(one -> one.answer.completeExceptionally(e));
            }
        }
    }

    /** In this case, asking again one by one would only cause as many time-outs. */
    private static boolean isDatabaseAway(Throwable e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessResourceException
                || e instanceof TransactionException;
    }

    private record Asked<Q, A>(Q question, CompletableFuture<Optional<A>> answer) {}
}
