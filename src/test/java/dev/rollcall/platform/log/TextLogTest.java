package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.platform.process.CommandLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** What strangers write into names and messages: it stays a value on one line. */
class TextLogTest {

    private static final String TEXT = TextLog.class.getName();
    private static final int COLUMNS = 140;
    private static final String ID = "0d9a1c7e-33b1-4b0a-9f0e-5a2b1c3d4e5f";
    private static final String FORGED = "12:00:00.000 ERROR database is gone event=\"forged\"";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger log = context.getLogger("dev.rollcall.Test");

    TextLogTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putObject(Environment.class.getName(), new MockEnvironment());
        log.addAppender(events);
        events.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
    void noLineBreakInAValueOrAMessageBeginsALine(String lineBreak) {
        log.atInfo().addKeyValue("check", "a" + lineBreak + FORGED).log("a" + lineBreak + FORGED);
        String line = formatted(TEXT);
        assertThat(line).endsWith("\n");
        assertThat(line.substring(0, line.length() - 1))
                .doesNotContainPattern("\\R")
                .contains("a\\");
    }

    @Test
    void noValueEndsItsQuotes() {
        log.atInfo().addKeyValue("check", "a\" event=\"forged\\").log("message");
        assertThat(formatted(TEXT)).endsWith("INFO  message check=\"a\\\" event=\\\"forged\\\\\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u009b2J",
                "\b\b\b",
                "\u0007",
                "\u007f",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\udb40\udc41"
            })
    void controlCharactersAndBidirectionalMarksAreEscaped(String control) {
        log.atInfo().addKeyValue("check", control).log(control);
        assertThat(formatted(TEXT)).doesNotContain(control).contains("check=\"\\u");
    }

    @Test
    void wordsOfEveryScriptAndEmojiAreUnchanged() {
        String words = "Città Größe резерв نسخه\u200cها 备份 👨\u200d👩\u200d👧";
        log.atInfo().log(words);
        assertThat(formatted(TEXT)).contains(words);
    }

    @Test
    void aStackTraceHasOnlyTheLinesOfItsFrames() {
        var cause = new IllegalStateException("cause\n" + FORGED);
        var failure = new IllegalArgumentException("failure\n" + FORGED, cause);
        failure.addSuppressed(new IllegalStateException("suppressed\n" + FORGED));
        log.atError().setCause(failure).log("message");
        List<String> lines = formatted(TEXT).lines().toList();
        assertThat(lines).anyMatch(line -> line.startsWith("Caused by: ") && line.contains("cause\\n12:00"));
        assertThat(lines).anyMatch(line -> line.strip().startsWith("Suppressed: "));
        assertThat(lines).anyMatch(line -> line.startsWith("\tat "));
        assertThat(lines).noneMatch(line -> line.startsWith("12:00:00.000"));
    }

    @Test
    void aRequestIsNamedAtTheEnd() {
        context.getMDCAdapter().put("request_id", "r-1");
        log.atWarn().addKeyValue("event", "e").log("message");
        assertThat(formatted(TEXT)).matches("[0-9:.]{12} WARN  message \\[e] request=r-1\n");
    }

    @Test
    void theDateAndTheZoneAreShownOncePerDay() {
        TextLog format = new TextLog("web", false, ZoneId.of("Europe/Riga"));
        assertThat(format.format(at("2026-01-31T21:59:58.123Z"))).isEqualTo("""
                --- 2026-01-31, times in Europe/Riga
                23:59:58.123 web    INFO  message
                """);
        assertThat(format.format(at("2026-01-31T21:59:59Z"))).isEqualTo("23:59:59.000 web    INFO  message\n");
        assertThat(format.format(at("2026-01-31T22:00:00Z"))).startsWith("--- 2026-02-01, times in Europe/Riga\n");
        assertThat(format.format(at("2026-01-31T21:59:59Z"))).startsWith("23:59:59.000");
    }

    @Test
    void webAndWorkerAreDistinguished() {
        log.atInfo().log("message");
        assertThat(line(new TextLog("worker", false, ZoneOffset.UTC))).matches("[0-9:.]{12} worker INFO  message");
        assertThat(line(new TextLog("web,worker", false, ZoneOffset.UTC))).contains(" web,worker INFO  message");
        context.putObject(
                Environment.class.getName(), new MockEnvironment().withProperty(CommandLine.PROCESS, "worker"));
        assertThat(formatted(TEXT)).contains(" worker INFO  message");
    }

    @Test
    void onlyWarningsAndErrorsHaveAColourAndOnlyOnATerminal() {
        log.atWarn().log("message");
        assertThat(line(new TextLog("", true, ZoneOffset.UTC))).endsWith(" \u001b[33mWARN \u001b[0m message");
        assertThat(line(new TextLog("", false, ZoneOffset.UTC))).endsWith(" WARN  message");
        events.list.clear();
        log.atInfo().log("message");
        assertThat(line(new TextLog("", true, ZoneOffset.UTC))).endsWith(" INFO  message");
    }

    @Test
    void anIdIsShortAndAPlainValueHasNoQuotes() {
        log.atInfo()
                .addKeyValue("event", "check.flipped")
                .addKeyValue("check_id", UUID.fromString(ID))
                .addKeyValue("jar_sha256", "ab".repeat(32))
                .addKeyValue("from", "UP")
                .addKeyValue("name", "two words")
                .addKeyValue("empty", "")
                .log("message");
        assertThat(formatted(TEXT))
                .endsWith(" INFO  message check=0d9a1c7e jar_sha256=abababab from=UP name=\"two words\" empty=\"\"\n");
    }

    @Test
    void commonLinesFitATerminal() {
        context.getMDCAdapter().put("request_id", ID);
        log.atInfo()
                .addKeyValue("event", "request.served")
                .addKeyValue("method", "DELETE")
                .addKeyValue("route", "/api/v3/checks/{id}/deliveries/")
                .addKeyValue("status", 200)
                .addKeyValue("duration_ms", 1234)
                .addKeyValue("client", "192.168.100.100")
                .log("request served");
        log.atInfo()
                .addKeyValue("event", "check.flipped")
                .addKeyValue("check_id", ID)
                .addKeyValue("flip_id", 1_234_567_890)
                .addKeyValue("from", "PAUSED")
                .addKeyValue("to", "DOWN")
                .addKeyValue("reason", "SILENCE")
                .log("check changed status");
        log.atInfo()
                .addKeyValue("event", "delivery.sent")
                .addKeyValue("delivery_id", ID)
                .addKeyValue("flip_id", 1_234_567_890)
                .addKeyValue("channel_id", ID)
                .log("channel was told");
        log.atInfo()
                .addKeyValue("event", "process.starting")
                .addKeyValue("commit", "ab".repeat(20))
                .addKeyValue("jar_sha256", "ab".repeat(32))
                .addKeyValue("java", "17.0.17+10-Debian-1deb12u1")
                .log("process is starting");
        context.getMDCAdapter().remove("request_id");
        log.atWarn()
                .addKeyValue("event", "alert")
                .addKeyValue("status", "down")
                .addKeyValue("check", "Nightly backup")
                .addKeyValue("check_id", ID)
                .addKeyValue("since", Instant.now())
                .addKeyValue("delivery_id", ID)
                .log("a check went down");
        TextLog format = new TextLog("worker", false, ZoneOffset.UTC);
        assertThat(events.list.stream().map(format::format).flatMap(String::lines))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(COLUMNS));
    }

    private ILoggingEvent at(String time) {
        var event = new LoggingEvent("", log, Level.INFO, "message", null, null);
        event.setInstant(Instant.parse(time));
        return event;
    }

    private String line(TextLog format) {
        return format.format(events.list.get(0)).lines().skip(1).findFirst().orElseThrow();
    }

    /** One event, without the line that has the date. */
    private String formatted(String format) {
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        String text = new String(encoder.encode(events.list.get(0)), StandardCharsets.UTF_8);
        return text.startsWith("---") ? text.substring(text.indexOf('\n') + 1) : text;
    }
}
