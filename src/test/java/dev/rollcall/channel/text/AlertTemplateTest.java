package dev.rollcall.channel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.SampleAlert;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTemplateTest {

    private final AlertTemplate plain = AlertTemplate.plain();

    @Test
    void aTextThatIsTooLongLosesOutputFirstAndThenFacts() {
        AlertText text =
                TestTexts.create().of(SampleAlert.down(Map.of(), "backup", "first " + "x".repeat(500) + " last"));

        assertThat(plain.fill(text)).contains("first", "last");
        assertThat(plain.fill(text, 400))
                .hasSizeLessThanOrEqualTo(400)
                .contains("Tags: prod, db", "last")
                .doesNotContain("first");
        String link = "\n\nAcknowledge: " + text.acknowledgeLink();
        assertThat(plain.fill(text, 100 + link.length()))
                .isEqualTo("Since: 2026-03-01 12:00:00 UTC\nWhy: it ended with exit status 7\nBefore: up for 2 hours"
                        + link);
    }

    @Test
    void aLimitInBytesCountsBytes() {
        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of(), "backup", "€".repeat(500)));
        assertThat(plain.fillBytes(text, 500).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(500);
    }
}
