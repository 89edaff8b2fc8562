package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.platform.process.CommandLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spring Boot's own JSON format, with other names for its members, is what each line must be equal to. */
class JsonLogTest {

    private static final String JSON = JsonLog.class.getName();

    /** Has what JSON escapes, what Spring Boot escapes besides, and what neither does. */
    private static final String CHARACTERS =
            "\"\\\b\f\n\r\t/\0\u001b\u007f\u0085\u009b\u2028\u202eaäß漢\ud83d\ude00<{$,:";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger log = context.getLogger("dev.rollcall.Test");

    JsonLogTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(CommandLine.PROCESS, "web,worker");
        properties.put(CommandLine.RELEASE, "v12 \"beta\"");
        properties.put("logging.structured.json.rename[@timestamp]", "time");
        properties.put("logging.structured.json.rename.logger_name", "logger");
        properties.put("logging.structured.json.rename.thread_name", "thread");
        properties.put("logging.structured.json.rename.traceId", "trace_id");
        properties.put("logging.structured.json.rename.spanId", "span_id");
        properties.put("logging.structured.json.exclude", "@version,level_value");
        properties.put("logging.structured.json.add.process", properties.get(CommandLine.PROCESS));
        properties.put("logging.structured.json.add.release", properties.get(CommandLine.RELEASE));
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.putObject(Environment.class.getName(), environment);
        log.addAppender(events);
        events.start();
    }

    @Test
    void aServedRequestHasTheBytesOfSpringBootsFormat() {
        context.getMDCAdapter().put("request_id", UUID.randomUUID().toString());
        context.getMDCAdapter().put("traceId", "ab".repeat(16));
        context.getMDCAdapter().put("spanId", "cd".repeat(8));
        log.atInfo()
                .addKeyValue("event", "request.served")
                .addKeyValue("method", "POST")
                .addKeyValue("route", "/ping/{id:[0-9a-fA-F-]{36}}")
                .addKeyValue("status", 200)
                .addKeyValue("duration_ms", 1_234L)
                .addKeyValue("client", "2001:db8::1")
                .log("request served");

        assertThat(formatted(JSON)).isEqualTo(formatted("logstash"));
    }

    @Test
    void everyKindOfValueHasTheBytesOfSpringBootsFormat() {
        var cause = new RuntimeException("\"cause\"");
        var failure = new IllegalStateException("wrong\nin two lines", cause);
        // Whole stack traces would be cut.
        cause.setStackTrace(Arrays.copyOf(cause.getStackTrace(), 2));
        failure.setStackTrace(cause.getStackTrace());
        log.atWarn()
                .addKeyValue("event", "test")
                .addKeyValue("nothing", (Object) null)
                .addKeyValue("decimal", -0.25)
                .addKeyValue("flag", true)
                .addKeyValue("word", Level.ERROR)
                .addKeyValue("at", Instant.EPOCH)
                .addKeyValue("path", Path.of("a", "b"))
                .addKeyValue("list", List.of("a \"b\"", 1, List.of()))
                .addKeyValue("array", new int[] {1, 2})
                .addKeyValue("map", new LinkedHashMap<>(Map.of("key", "\n")))
                .addKeyValue("a \"name\"", "")
                .setCause(failure)
                .log("message with {} and {}", "a \"value\"", 2);

        assertThat(formatted(JSON)).isEqualTo(formatted("logstash"));
    }

    @Test
    void anyTextHasTheBytesOfSpringBootsFormat() {
        Random random = new Random(7);
        for (int turn = 0; turn < 500; turn++) {
            String text = text(random);
            log.atInfo()
                    .addKeyValue("event", text)
                    .addKeyValue("x" + text, text)
                    .log(text);

            assertThat(formatted(JSON)).isEqualTo(formatted("logstash"));
        }
    }

    @Test
    void aLineOfALibraryHasAnEvent() {
        log.atWarn().addKeyValue("pool", "main").log("a connection was lost");

        JsonNode line = JsonMapper.shared().readTree(formatted(JSON));
        assertThat(line.get("event").asString()).isEqualTo("log");
        assertThat(line.get("pool").asString()).isEqualTo("main");
    }

    /** Docker splits a line of more than 16 KB. */
    @Test
    void aLongValueIsCutWhereverItStands() {
        String value = "ä".repeat(6_000);
        log.atError()
                .addKeyValue("event", "test")
                .addKeyValue("whole", value)
                .addKeyValue("long", value + "b")
                .addKeyValue("list", List.of(value + "b"))
                .setCause(new IllegalStateException(value + "b"))
                .log(value + "b");

        JsonNode line = JsonMapper.shared().readTree(formatted(JSON));
        assertThat(line.get("whole").asString()).isEqualTo(value);
        assertThat(List.of(
                        line.get("long"), line.get("message"), line.get("list").get(0)))
                .extracting(JsonNode::asString)
                .containsOnly(value + " ... (cut)");
        assertThat(line.get("stack_trace").asString()).hasSize(6_010).endsWith(" ... (cut)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u001b[2J", "\u009b2J", "\u0085", "\u2028", "\u202e"})
    void everyEventIsOneLineAndKeepsItsValues(String control) {
        log.atInfo()
                .addKeyValue("check", "a" + control + "ERROR event=\"forged\"")
                .log("message");

        String line = formatted(JSON);
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(line).get("check").asString())
                .isEqualTo("a" + control + "ERROR event=\"forged\"");
        assertThat(line.strip().contains(control)).isEqualTo(control.chars().noneMatch(Character::isISOControl));
    }

    private static String text(Random random) {
        int[] characters = CHARACTERS.codePoints().toArray();
        return IntStream.range(0, random.nextInt(12))
                .map(index -> characters[random.nextInt(characters.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String formatted(String format) {
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        ILoggingEvent last = events.list.get(events.list.size() - 1);
        return new String(encoder.encode(last), StandardCharsets.UTF_8);
    }
}
