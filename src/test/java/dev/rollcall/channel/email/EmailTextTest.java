package dev.rollcall.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.platform.deploy.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailTextTest {

    private static final Site SITE = new Site("https://rollcall.example", "Rollcall");

    @Test
    void theTextSaysWhatHappenedWhenAndWhereToLook() {
        Alert alert = alert("backup", "disk full\n");

        assertThat(EmailText.subject(alert, SITE)).isEqualTo("[Rollcall] DOWN: backup");
        assertThat(EmailText.body(alert, SITE)).isEqualTo("""
                backup is DOWN.

                Status:      DOWN, because it reported a failure
                Since:       2026-03-01 12:00:00 UTC
                Last ping:   2026-03-01 12:00:00 UTC, exit status 7
                Tags:        prod db
                Check:       00000000-0000-0000-0000-000000000001

                The last ping said:

                disk full

                --\s
                Rollcall https://rollcall.example
                """);
    }

    @Test
    void aCheckWithoutANameIsCalledUnnamed() {
        assertThat(EmailText.subject(alert(" ", ""), SITE)).isEqualTo("[Rollcall] DOWN: unnamed check");
    }

    @Test
    void aLineBreakInANameBeginsNoNewLine() {
        Alert alert = alert("backup\r\nBcc: b@example.com\u2028Status: UP", "");

        assertThat(EmailText.subject(alert, SITE)).isEqualTo("[Rollcall] DOWN: backup Bcc: b@example.com Status: UP");
        assertThat(EmailText.body(alert, SITE)).startsWith("backup Bcc: b@example.com Status: UP is DOWN.\n\n");
    }

    @Test
    void aLongOrBinaryBodyIsShownByItsReadableBeginning() {
        assertThat(EmailText.body(alert("backup", "\u0007a\u0000b" + "x".repeat(3_000)), SITE))
                .contains(" a b" + "x".repeat(1_996) + " ...\n")
                .doesNotContain("x".repeat(1_997));
    }

    @Test
    void aSilentLastPingIsNotQuoted() {
        assertThat(EmailText.body(alert("backup", " \n"), SITE)).doesNotContain("The last ping said");
    }

    private static Alert alert(String name, String said) {
        return SampleAlert.down(Map.of(), name, said);
    }
}
