package bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are open in browsers. Each asks for a newer one as its script does, and an answer says what to ask next.
 */
final class OpenPages implements AutoCloseable {

    /** How often a list asks, unless a request still waits. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    /** After this time a request has been answered. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private static final Pattern LIVE = Pattern.compile("data-hx-get=\"([^\"]*/live\\?[^\"]*)\"");

    private final PageReader reader;
    private final Duration pause;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private OpenPages(PageReader reader, Duration pause) {
        this.reader = reader;
        this.pause = pause;
    }

    /** Opens the same list this many times, not all at once. */
    static OpenPages of(PageReader reader, String list, int count, Duration pause) {
        var pages = new OpenPages(reader, pause);
        for (int n = 0; n < count; n++) {
            pages.askAfter(live(list), System.nanoTime(), pause.multipliedBy(10).toNanos() * n / count);
        }
        return pages;
    }

    /** How many there were. Throws if one was not what a browser expects. */
    long answers() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("an open list was refused: " + failed, failed);
        }
        return answers.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** @param shownAt when the list came to the page: its turns are counted from then */
    private void askAfter(String live, long shownAt, long nanos) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(() -> ask(live, shownAt), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void ask(String live, long shownAt) {
        var unused = reader.ask(live).whenComplete((answer, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            } else if (answer.statusCode() == 200) {
                askAfter(live(text(answer)), System.nanoTime(), pause.toNanos());
            } else if (answer.statusCode() == 204) {
                long turn = Math.max(1, pause.toNanos());
                askAfter(live, shownAt, turn - (System.nanoTime() - shownAt) % turn);
            } else {
                failure.compareAndSet(null, new IllegalStateException("status " + answer.statusCode()));
            }
            answers.incrementAndGet();
        });
    }

    private static String live(String page) {
        return PageReader.first(LIVE, page).replace("&amp;", "&");
    }

    private static String text(HttpResponse<byte[]> answer) {
        try (var body = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
