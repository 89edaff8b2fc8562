package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** What strangers write into names and messages: in both formats, it stays a value on one line. */
class TextLogTest {

    private static final String TEXT = TextLog.class.getName();
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
    void nothingThatATerminalObeysOrThatTurnsTextAroundIsShownAsItIs(String control) {
        log.atInfo().addKeyValue("check", control).log(control);
        assertThat(formatted(TEXT)).doesNotContain(control).contains("check=\"\\u");
    }

    @Test
    void wordsOfEveryScriptAndEmojiAreShownAsTheyAre() {
        String words = "Città Größe резерв نسخه\u200cها 备份 👨\u200d👩\u200d👧";
        log.atInfo().log(words);
        assertThat(formatted(TEXT)).contains(words);
    }

    @Test
    void aStackTraceHasTheLinesOfItsFramesAndNoOthers() {
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
        assertThat(formatted(TEXT)).matches("[0-9:.]{12} WARN  message event=\"e\" request_id=r-1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u001b[2J", "\u009b2J", "\u0085", "\u2028", "\u202e"})
    void inJsonAValueIsReadBackAsItWasAndIsOneLine(String control) {
        log.atInfo().addKeyValue("check", "a" + control + FORGED).log("message");
        String line = formatted("logstash");
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(line).get("check").asString()).isEqualTo("a" + control + FORGED);
        boolean isControl = control.chars().anyMatch(Character::isISOControl);
        assertThat(line.strip().contains(control)).isEqualTo(!isControl);
    }

    private String formatted(String format) {
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        return new String(encoder.encode(events.list.get(0)), StandardCharsets.UTF_8);
    }
}
