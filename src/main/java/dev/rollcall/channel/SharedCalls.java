package dev.rollcall.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Makes one call to the database of what many threads ask at the same time: what is asked while a call is under way
 * goes together into the next. Nobody waits on purpose: who is alone is served at once.
 */
final class SharedCalls<Q, A> {

    private static final int LARGEST = 100;
    private static final int IDLE_SECONDS = 10;

    private final Function<List<Q>, Map<Q, A>> call;
    private final LinkedBlockingQueue<Asked<Q, A>> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor caller;

    /**
     * @param call answers several questions; one that it leaves out is answered with nothing
     */
    SharedCalls(String thread, Function<List<Q>, Map<Q, A>> call) {
        this.call = call;
        this.caller = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> daemon(thread, work));
        caller.allowCoreThreadTimeOut(true);
    }

    /** Returns the answer; throws what the call threw. */
    Optional<A> ask(Q question) {
        var asked = new Asked<Q, A>(question, new CompletableFuture<>());
        waiting.add(asked);
        caller.execute(this::answerWaiting);
        try {
            return asked.answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was asked", e);
        }
    }

    /** How many questions the next call will have. */
    int waiting() {
        return waiting.size();
    }

    /** Runs once for each question, and then finds most of them answered. */
    private void answerWaiting() {
        List<Asked<Q, A>> taken = new ArrayList<>();
        waiting.drainTo(taken, LARGEST);
        if (!taken.isEmpty()) {
            answer(taken);
        }
    }

    private void answer(List<Asked<Q, A>> asked) {
        try {
            Map<Q, A> answers = call.apply(asked.stream().map(Asked::question).toList());
            asked.forEach(one -> one.answer.complete(Optional.ofNullable(answers.get(one.question))));
        } catch (RuntimeException e) {
            if (asked.size() > 1 && !isAway(e)) {
                // What one of them caused must not befall the others.
                asked.forEach(one -> answer(List.of(one)));
            } else {
                asked.forEach(one -> one.answer.completeExceptionally(e));
            }
        }
    }

    /** To ask again, one by one, would only take as many time-outs. */
    private static boolean isAway(RuntimeException e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessResourceException
                || e instanceof TransactionException;
    }

    private static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private record Asked<Q, A>(Q question, CompletableFuture<Optional<A>> answer) {}
}
