package dev.rollcall.platform.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Finds the reader once in each request. */
final class CurrentReader {

    private static final String ATTRIBUTE = CurrentReader.class.getName();

    private final ObjectProvider<ReaderSource> source;

    CurrentReader(ObjectProvider<ReaderSource> source) {
        this.source = source;
    }

    Optional<Reader> find(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Found known) {
            return known.reader();
        }
        // Nobody at first: if the database is unavailable, the error page must not ask it again.
        request.setAttribute(ATTRIBUTE, new Found(Optional.empty()));
        Optional<Reader> reader =
                source.stream().flatMap(each -> each.find(request).stream()).findFirst();
        request.setAttribute(ATTRIBUTE, new Found(reader));
        return reader;
    }

    private record Found(Optional<Reader> reader) {}
}
