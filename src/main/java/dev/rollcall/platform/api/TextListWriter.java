package dev.rollcall.platform.api;

import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Writes lists of any length as text while they are read. Errors are as for {@link JsonListWriter}. */
@Component
public class TextListWriter {

    private final LongAnswers answers;

    TextListWriter(LongAnswers answers) {
        this.answers = answers;
    }

    /**
     * Writes the sections one after the other, in UTF-8. A section is created when the previous one has been written,
     * so it can use what that one has counted.
     *
     * @throws UnavailableException when too many lists are being written, and none ends within ten seconds
     */
    public void write(HttpServletResponse response, String contentType, List<Supplier<Section<?>>> sections)
            throws IOException {
        answers.inTurn(() -> {
            for (Supplier<Section<?>> section : sections) {
                write(response, contentType, section.get());
            }
        });
    }

    private <P> void write(HttpServletResponse response, String contentType, Section<P> section) throws IOException {
        var text = new StringBuilder(section.heading());
        answers.forEachPart(section.lines(), lines -> {
            lines.forEach(text::append);
            response.setContentType(contentType);
            response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        });
    }

    /**
     * A part of the text.
     *
     * @param heading the text before the lines
     * @param lines each with the end of its line
     */
    public record Section<P>(String heading, ListPartReader<String, P> lines) {}
}
