package kit.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines that a process prints on one stream. A process that nobody reads would stop when the pipe is full. */
final class Output {

    private static final int MAX_LINES = 20_000;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Output(InputStream stream) {
        reader = new Thread(() -> read(stream), "output");
        reader.setDaemon(true);
        reader.start();
    }

    static Output of(InputStream stream) {
        return new Output(stream);
    }

    /** Complete once the process has ended and this has waited for the rest. */
    List<String> lines() {
        return lines;
    }

    /** Waits for the rest of the output; a child that keeps the stream open must not hold us for ever. */
    void awaitEnd() throws InterruptedException {
        reader.join(2_000);
    }

    private void read(InputStream stream) {
        try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            text.lines().forEach(line -> {
                if (lines.size() < MAX_LINES) {
                    lines.add(line);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            // The process was killed while we read.
            return;
        }
    }
}
