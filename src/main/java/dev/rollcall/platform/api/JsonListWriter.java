package dev.rollcall.platform.api;

import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.StreamUtils;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a list of any length as JSON while it is read. An answer keeps one {@link ListPart} in memory, and holds neither a
 * transaction nor a database connection while a slow client takes it.
 *
 * <p>An error in the first part is answered as a problem. An error in a later part ends the connection before the
 * answer is complete: see {@link BrokenAnswers}.
 */
@Component
public class JsonListWriter {

    /** The parts of all answers together may take the heap divided by this. */
    private static final int HEAP_DIVISOR = 8;

    /** The largest size of a part in the heap. A store chooses the size of its parts accordingly. */
    private static final int MAX_PART_BYTES = 512 * 1024;

    private static final int MIN_ANSWERS = 16;
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final JsonMapper json;
    private final Semaphore answers =
            new Semaphore(maxAnswers(Runtime.getRuntime().maxMemory()), true);

    JsonListWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Writes <code>{"name": [item, item]}</code>.
     *
     * @throws UnavailableException when too many lists are being written, and none ends within ten seconds
     */
    public <T, P> void writeArray(HttpServletResponse response, String name, ListPartReader<T, P> list)
            throws IOException {
        write(new Answer<T>(response, json, name, JsonGenerator::writeStartArray, JsonGenerator::writePOJO), list);
    }

    /**
     * Writes <code>{"name": {"key": value, "key": value}}</code>. Each value is made when it is written.
     *
     * @throws UnavailableException when too many lists are being written, and none ends within ten seconds
     */
    public <P> void writeObject(
            HttpServletResponse response, String name, ListPartReader<String, P> keys, Function<String, Object> value)
            throws IOException {
        BiConsumer<JsonGenerator, String> entry =
                (generator, key) -> generator.writeName(key).writePOJO(value.apply(key));
        write(new Answer<>(response, json, name, JsonGenerator::writeStartObject, entry), keys);
    }

    static int maxAnswers(long maxHeapBytes) {
        return (int) Math.max(MIN_ANSWERS, Math.min(Integer.MAX_VALUE, maxHeapBytes / HEAP_DIVISOR / MAX_PART_BYTES));
    }

    private <T, P> void write(Answer<T> answer, ListPartReader<T, P> list) throws IOException {
        awaitTurn();
        try {
            // No variable holds a part, so it can be garbage-collected while the next one is read.
            P position = answer.append(list.read(null));
            while (position != null) {
                position = answer.append(readNext(list, position));
            }
            answer.end();
        } finally {
            answers.release();
        }
    }

    /** Waits longer for a connection than other requests do, because an answer that has begun cannot be tried again. */
    private static <T, P> ListPart<T, P> readNext(ListPartReader<T, P> list, P position) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return list.read(position);
            } catch (CannotCreateTransactionException e) {
                // No connection was free within the pool's time limit of 3 s.
            }
        }
        return list.read(position);
    }

    private void awaitTurn() {
        try {
            if (!answers.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new UnavailableException("too many lists are being read", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the process is stopping", e);
        }
    }

    /** The answer to one request. Begins when the first part has been read. */
    private static final class Answer<T> {

        private final HttpServletResponse response;
        private final JsonMapper json;
        private final String name;
        private final Consumer<JsonGenerator> start;
        private final BiConsumer<JsonGenerator, T> item;
        private @Nullable JsonGenerator generator;

        Answer(
                HttpServletResponse response,
                JsonMapper json,
                String name,
                Consumer<JsonGenerator> start,
                BiConsumer<JsonGenerator, T> item) {
            this.response = response;
            this.json = json;
            this.name = name;
            this.start = start;
            this.item = item;
        }

        /** Writes the items. Returns where the next part begins, or null after the last one. */
        <P> @Nullable P append(ListPart<T, P> part) throws IOException {
            JsonGenerator out = generator == null ? begin() : generator;
            part.items().forEach(each -> item.accept(out, each));
            return part.next();
        }

        void end() throws IOException {
            // Only here: close() also writes the missing brackets, and a broken answer must not get those.
            if (generator != null) {
                generator.close();
            }
        }

        private JsonGenerator begin() throws IOException {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            JsonGenerator begun = json.createGenerator(StreamUtils.nonClosing(response.getOutputStream()));
            begun.writeStartObject().writeName(name);
            start.accept(begun);
            generator = begun;
            return begun;
        }
    }
}
