package dev.rollcall.platform.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalThreadsTest {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<Throwable> reported = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final VitalThreads threads = new VitalThreads(true, (reason, cause) -> ends.add(reason));
    private @Nullable VitalLoop loop;

    @AfterEach
    void stopLoop() {
        mayEnd.countDown();
        if (loop != null) {
            loop.interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                AssertionError.class,
                NoClassDefFoundError.class,
                StackOverflowError.class,
                InterruptedException.class
            })
    void anExceptionEndsOnlyItsTurn(Class<? extends Throwable> kind) {
        repeat(turns -> {
            if (taken.incrementAndGet() == 1) {
                throwAny(kind.getDeclaredConstructor().newInstance());
            }
        });

        Awaitility.await().until(() -> taken.get() > 3);
        assertThat(ends).isEmpty();
    }

    @Test
    void aFailureIsReportedOnceWhileItLastsAndAgainWhenItComesBack() {
        repeat(turns -> {
            if (taken.incrementAndGet() != 10) {
                throw new AssertionError("always the same");
            }
        });

        Awaitility.await().until(() -> taken.get() > 20);
        assertThat(reported).hasSize(2);
    }

    @Test
    void aFailureThatCannotBeReportedDoesNotEndTheLoop() {
        loop = threads.repeat(
                "test",
                PAUSE,
                turns -> {
                    taken.incrementAndGet();
                    throw new IllegalStateException("of turn");
                },
                e -> {
                    throw new IllegalStateException("the log is broken, too");
                });

        Awaitility.await().until(() -> taken.get() > 3);
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, InternalError.class})
    void aFatalErrorOfTheJvmEndsTheProcess(Class<? extends Throwable> kind) {
        repeat(turns -> throwAny(new IllegalStateException(
                "wrapped", kind.getDeclaredConstructor().newInstance())));

        Awaitility.await().untilAsserted(() -> assertThat(ends).containsExactly("the thread test was lost"));
        assertThat(reported).isEmpty();
    }

    @Test
    void aLoopThatIsStoppedMayEnd() {
        VitalLoop stopped = repeat(turns -> taken.incrementAndGet());
        Awaitility.await().until(() -> taken.get() > 0);

        stopped.stop();

        assertThat(stopped.join(Duration.ofSeconds(10))).isTrue();
        assertThat(ends).isEmpty();
    }

    @Test
    void aTurnThatTakesTooLongIsAFaultUntilItEnds() {
        repeat(turns -> {
            taken.incrementAndGet();
            await();
        });
        Awaitility.await().until(() -> taken.get() == 1);

        look(119);
        assertThat(threads.fault()).isEmpty();
        look(2);
        assertThat(threads.fault()).hasValue("test makes no progress");
        assertThat(ends).as("a web process is asked for its liveness").isEmpty();

        mayEnd.countDown();
        Awaitility.await().untilAsserted(() -> {
            threads.look();
            assertThat(threads.fault()).isEmpty();
        });
    }

    @Test
    void aLongTurnThatReportsProgressIsNotAFault() {
        repeat(turns -> {
            while (mayEnd.getCount() > 0) {
                turns.turned();
                taken.incrementAndGet();
                Thread.onSpinWait();
            }
        });

        for (int n = 0; n < 300; n++) {
            int before = taken.get();
            while (taken.get() < before + 2) {
                Thread.onSpinWait();
            }
            threads.look();
        }

        assertThat(threads.fault()).isEmpty();
    }

    @Test
    void aLoopThatWaitsForItsNextTurnIsNotAFault() {
        loop = threads.repeat("test", Duration.ofHours(1), turns -> taken.incrementAndGet(), reported::add);
        Awaitility.await().until(() -> taken.get() == 1);

        look(300);

        assertThat(threads.fault()).isEmpty();
    }

    @Test
    void aProcessWithoutAPortEndsWhenItMakesNoProgress() {
        var worker = new VitalThreads(false, (reason, cause) -> ends.add(reason));
        LoopProgress turns = worker.expect("deliveries", Duration.ofMinutes(1));

        for (int n = 0; n < 100; n++) {
            turns.turned();
            worker.look();
        }
        assertThat(ends).isEmpty();

        for (int n = 0; n < 61; n++) {
            worker.look();
        }
        assertThat(ends).contains("deliveries makes no progress");
    }

    private VitalLoop repeat(AnyTurn turn) {
        VitalLoop made = threads.repeat(
                "test",
                PAUSE,
                turns -> {
                    try {
                        turn.take(turns);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                },
                reported::add);
        loop = made;
        return made;
    }

    private void look(int times) {
        for (int n = 0; n < times; n++) {
            threads.look();
        }
    }

    private void await() throws InterruptedException {
        assertThat(mayEnd.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void throwAny(Throwable e) throws InterruptedException {
        if (e instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (e instanceof RuntimeException failure) {
            throw failure;
        }
        throw (Error) e;
    }

    /** May use reflection to create its exception. */
    private interface AnyTurn {
        void take(LoopProgress turns) throws InterruptedException, ReflectiveOperationException;
    }
}
