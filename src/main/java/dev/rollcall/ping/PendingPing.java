package dev.rollcall.ping;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A ping, and the answer that its sender waits for. Compared by identity. */
final class PendingPing {

    private final Ping ping;
    private final long createdNanos = System.nanoTime();
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    PendingPing(Ping ping) {
        this.ping = ping;
    }

    Ping ping() {
        return ping;
    }

    int bodyBytes() {
        return ping.bodyBytes();
    }

    /**
     * Whether the ping was created more than {@code maxNanos} before {@code now}, a value of {@link System#nanoTime}.
     */
    boolean isLate(long now, long maxNanos) {
        return now - createdNanos > maxNanos;
    }

    /**
     * Waits without a time limit and returns whether the check exists. A limit would set a timer for each ping, which
     * takes a quarter of the processor time of a ping (docs/adr/0006).
     *
     * @throws ExecutionException if the ping was refused or could not be written
     */
    boolean awaitAnswer() throws ExecutionException, InterruptedException {
        return answer.get();
    }

    /** Answers that the ping is durable, or that its check does not exist. */
    void complete(boolean recorded) {
        answer.complete(recorded);
    }

    /** Answers that the ping could not be written. Has no effect on a ping that was answered before. */
    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    /** Answers that the ping no longer waits. Has no effect on a ping that was answered before. */
    void refuse(String reason) {
        answer.completeExceptionally(new TimeoutException(reason));
    }
}
