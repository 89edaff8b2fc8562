package dev.rollcall.channel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.SampleNotice;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeTextsTest {

    @Test
    void aChannelThatFailsIsNamedWithItsKindSinceWhenAndWhy() {
        AlertText text = text(SampleNotice.failing(Map.of("time_zone", "Asia/Kolkata"), "ops"));

        assertThat(text.isDown()).isTrue();
        assertThat(written(text)).isEqualTo("""
                Alerts do not reach the channel ops
                Channel: ops
                Kind: slack
                Since: 2026-03-01 17:25:00 Asia/Kolkata
                Why: the receiver answered 503
                """);
    }

    @Test
    void aChannelThatWorksAgainIsNoTrouble() {
        AlertText text = text(SampleNotice.working(Map.of(), "ops"));

        assertThat(text.isDown()).isFalse();
        assertThat(written(text)).isEqualTo("""
                Alerts reach the channel ops again
                From: 2026-03-01 11:55:00 UTC
                Until: 2026-03-01 12:00:00 UTC
                """);
    }

    @Test
    void eachCheckHasALineWithItsStatus() {
        assertThat(text(SampleNotice.down(Map.of(), "backup")).facts())
                .hasSize(20)
                .contains(new AlertText.Fact("backup", "down since 2026-03-01 12:00:00 UTC"));
        assertThat(text(SampleNotice.excused(Map.of(), " ")).facts())
                .contains(new AlertText.Fact("unnamed check", "up"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, LATE, late since 2026-03-01 12:00:00 UTC",
        "de, LATE, verspätet seit 2026-03-01 12:00:00 UTC",
        "fr, LATE, en retard depuis 2026-03-01 12:00:00 UTC",
        "es, LATE, con retraso desde 2026-03-01 12:00:00 UTC",
        "en, FLAPPING, 'up since 2026-03-01 12:00:00 UTC, changes too often, more when it is quiet'"
    })
    void aLineSaysThatItsCheckIsLateOrChangesTooOften(String language, Notice.Remark remark, String line) {
        assertThat(text(SampleNotice.remarked(Map.of("language", language), remark))
                        .facts())
                .contains(new AlertText.Fact("backup", line));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 25 checks were not marked as down, From, up",
        "de, 25 Prüfungen wurden nicht als ausgefallen gemeldet, Von, in Betrieb",
        "fr, '25 contrôles excusés, non signalés en panne', De, en service",
        "es, 25 controles no se marcaron como caídos, De, activo"
    })
    void theLanguageIsThatOfTheChannel(String language, String title, String label, String status) {
        AlertText text = text(SampleNotice.excused(Map.of("language", language), "backup"));

        assertThat(text.title()).isEqualTo(title);
        assertThat(text.facts().get(0).label()).isEqualTo(label);
        assertThat(text.facts()).contains(new AlertText.Fact("backup", status));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Daily report of Backups, 'up, was down 2 times, for 2 hours 30 minutes in all, uptime 89.58 %', 'up, uptime 100.00 %', new",
        "de, Tagesbericht zu Backups, 'in Betrieb, 2-mal ausgefallen, zusammen für 2 Stunden 30 Minuten, Verfügbarkeit 89,58 %', 'in Betrieb, Verfügbarkeit 100,00 %', neu",
        "fr, Rapport quotidien sur Backups, 'en service, 2 pannes, pendant 2 heures 30 minutes au total, disponibilité 89,58 %', 'en service, disponibilité 100,00 %', nouveau",
        "es, Informe diario de Backups, 'activo, 2 caídas, durante 2 horas 30 minutos en total, disponibilidad 89,58 %', 'activo, disponibilidad 100,00 %', nuevo"
    })
    void aReportSaysOfEachCheckHowItWas(String language, String title, String backup, String mail, String unused) {
        AlertText text = text(SampleNotice.report(Map.of("language", language)));

        assertThat(text.title()).isEqualTo(title);
        assertThat(text.isDown()).isFalse();
        assertThat(text.facts())
                .endsWith(
                        new AlertText.Fact("backup", backup),
                        new AlertText.Fact("mail", mail),
                        new AlertText.Fact("unused", unused));
    }

    private static AlertText text(Notice notice) {
        return TestTexts.create().of(notice);
    }

    private static String written(AlertText text) {
        return text.title() + "\n"
                + text.facts().stream()
                        .map(fact -> fact.label() + ": " + fact.value() + "\n")
                        .collect(Collectors.joining());
    }
}
