package dev.rollcall.delivery;

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
 * Makes one call to the database of what many threads ask at the same time: what is asked while a call is under way
 * goes together into the next. Nobody waits on purpose: who is alone is served at once.
 */
final class CallBatcher<Q, A> {

    private static final int MAX_BATCH = 100;
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** Longer than the few statements of a call that fails by the time-outs of the database driver. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final Function<List<Q>, Map<Q, A>> call;
    private final Duration maxWait;
    private final LinkedBlockingQueue<Asked<Q, A>> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService caller;

    /**
     * @param call answers several questions; one that it leaves out is answered with nothing
     */
    CallBatcher(String thread, Function<List<Q>, Map<Q, A>> call) {
        this(thread, MAX_WAIT, call);
    }

    /** Whoever asks waits at most so long. */
    CallBatcher(String thread, Duration maxWait, Function<List<Q>, Map<Q, A>> call) {
        this.call = call;
        this.maxWait = maxWait;
        this.caller = Threads.single(thread, IDLE);
    }

    /**
     * Returns the answer; throws the exception that the call threw.
     *
     * @throws QueryTimeoutException when there is no answer in time
     * @throws IllegalStateException when the call ended with an {@link Error}, its cause; or on an interrupt
     */
    Optional<A> ask(Q question) {
        var asked = new Asked<Q, A>(question, new CompletableFuture<>());
        waiting.add(asked);
        try {
            caller.execute(this::answerWaiting);
            return asked.answer.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the database could not be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("the database gave no answer in " + maxWait.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was asked", e);
        } finally {
            waiting.remove(asked);
            // If the question is under way already, its answer is not looked for any more.
            asked.answer.cancel(false);
        }
    }

    /** How many questions the next call will have. */
    int waiting() {
        return waiting.size();
    }

    /** Runs once for each question, and then finds most of them answered. */
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
            // An Error too: the askers would wait, and the thread be gone.
            if (asked.size() > 1 && !isAway(e)) {
                // What one of them caused must not befall the others.
                asked.stream().filter(one -> !one.answer.isDone()).forEach(one -> answer(List.of(one)));
            } else {
                asked.forEach(one -> one.answer.completeExceptionally(e));
            }
        }
    }

    /** To ask again, one by one, would only take as many time-outs. */
    private static boolean isAway(Throwable e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessResourceException
                || e instanceof TransactionException;
    }

    private record Asked<Q, A>(Q question, CompletableFuture<Optional<A>> answer) {}
}
