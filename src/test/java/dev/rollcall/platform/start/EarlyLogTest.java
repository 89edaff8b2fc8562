package dev.rollcall.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.process.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EarlyLogTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aFaultSaysThatTheProcessCannotStart() {
        log(Map.of()).refused(List.of("DATABASE_URL is required", "PORT must be a whole number"));

        JsonNode line = JsonMapper.shared().readTree(text());
        assertThat(line.get("event").asString()).isEqualTo("process.refused");
        assertThat(line.get("message").asString())
                .isEqualTo("cannot start: DATABASE_URL is required; PORT must be a whole number");
        assertThat(line.get("faults").size()).isEqualTo(2);
    }

    @Test
    void anUncaughtExceptionNamesItsThreadAndNotTheStart() {
        log(Map.of()).failed(new Thread("cleaner"), new IllegalStateException("disk full"));

        JsonNode line = JsonMapper.shared().readTree(text());
        assertThat(line.get("event").asString()).isEqualTo("thread.failed");
        assertThat(line.get("failed_thread").asString()).isEqualTo("cleaner");
        assertThat(line.get("message").asString()).isEqualTo("a thread died of an uncaught exception: disk full");
        assertThat(line.get("stack_trace").asString()).contains("IllegalStateException");
    }

    @Test
    void anUncaughtExceptionIsOneLineOfText() {
        log(Map.of("LOG_FORMAT", "text")).failed(new Thread("cleaner"), new IllegalStateException("disk full"));

        assertThat(text().strip()).isEqualTo("a thread died of an uncaught exception: disk full");
    }

    private EarlyLog log(Map<String, String> environment) {
        return new EarlyLog(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                CommandLine.of(List.of("--process=worker"), Map.of()),
                environment);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
