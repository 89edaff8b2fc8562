package dev.rollcall.platform.api;

import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a list of any length as JSON while it is read. An answer keeps one {@link ListPart} in memory, and holds
 * neither a transaction nor a database connection while a slow client takes it.
 *
 * <p>An error in the first part is answered as a problem. An error in a later part ends the connection before the
 * answer is complete: see {@link BrokenResponseExceptionResolver}.
 */
@Component
public class JsonListWriter {

    private final JsonMapper json;
    private final LongAnswers answers;

    JsonListWriter(JsonMapper json, LongAnswers answers) {
        this.json = json;
        this.answers = answers;
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
     * Writes <code>{"name": {"key": value, "key": value}}</code>. Each value is created when it is written.
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

    private <T, P> void write(Answer<T> answer, ListPartReader<T, P> list) throws IOException {
        answers.inTurn(() -> {
            answers.forEachPart(list, answer::append);
            answer.end();
        });
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

        void append(List<T> items) throws IOException {
            JsonGenerator out = generator == null ? begin() : generator;
            items.forEach(each -> item.accept(out, each));
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
