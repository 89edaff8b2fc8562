package dev.rollcall.channel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingQuota;
import dev.rollcall.check.state.RunLimits;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.check.state.Tolerance;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextsTest {

    private static final Instant NOW = SampleAlert.NOW;
    private static final CheckState PINGED = CheckState.NEW.succeeded(NOW.minus(Duration.ofMinutes(70)), null);

    @Test
    void aFailureSaysWhatHappenedSinceWhenWhyAndWhatTheJobSaid() {
        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of(), "backup", "disk\nfull"));

        assertThat(text.title()).isEqualTo("DOWN: backup");
        assertThat(facts(text)).isEqualTo("""
                Since: 2026-03-01 12:00:00 UTC
                Why: it ended with exit status 7
                Before: up for 2 hours
                Last ping: 2026-03-01 12:00:00 UTC, exit status 7
                Project: Backups
                Tags: prod, db""");
        assertThat(text.output()).isEqualTo("disk\nfull");
        assertThat(text.link()).isEqualTo("https://rollcall.example/");
    }

    @Test
    void silenceSaysHowManyRunsWereMissed() {
        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of(), StatusChange.Reason.TIMEOUT, PINGED));

        assertThat(facts(text)).contains("Why: no ping arrived in time", "Missed runs: 1");
    }

    @Test
    void aRunThatDidNotFinishIsNotSilence() {
        CheckState started = PINGED.started(NOW.minus(Duration.ofMinutes(10)), null);

        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of(), StatusChange.Reason.TIMEOUT, started));

        assertThat(facts(text)).contains("Why: it started and did not finish in time");
    }

    @Test
    void aQuotaOfHostsIsNamed() {
        Alert alert = SampleAlert.of(Map.of(), CheckStatus.DOWN, StatusChange.Reason.TOO_FEW);
        var quota = new PingQuota(0, 3, Duration.ofHours(1));

        AlertText text = TestTexts.create()
                .of(SampleAlert.expecting(new RunPolicy(RunLimits.NONE, Tolerance.NONE, quota, false), alert));

        assertThat(facts(text)).contains("Why: too few pings arrived, or from too few hosts");
    }

    /** The check is expected each hour with ten minutes of grace, and was down for two hours. */
    @Test
    void aRecoverySaysHowLongItWasDownAndHowManyRunsWereMissed() {
        AlertText text = TestTexts.create().of(SampleAlert.up(Map.of(), "backup"));

        assertThat(text.title()).isEqualTo("UP: backup");
        assertThat(facts(text))
                .contains("Why: a ping arrived", "Before: down for 2 hours", "Missed runs: 3")
                .doesNotContain("Last ping");
    }

    @ParameterizedTest
    @CsvSource({
        "DOWN, NOT_STARTED, DOWN: backup, it did not start in time",
        "DOWN, TOO_LONG, DOWN: backup, it ran too long",
        "DOWN, TOO_SHORT, DOWN: backup, it finished too soon",
        "DOWN, TOO_FEW, DOWN: backup, too few pings arrived",
        "UP, LATE, LATE: backup, no ping arrived at the expected time"
    })
    void aBrokenExpectationIsNamed(CheckStatus to, StatusChange.Reason reason, String title, String why) {
        AlertText text = TestTexts.create().of(SampleAlert.of(Map.of(), to, reason));

        assertThat(text.title()).isEqualTo(title);
        assertThat(facts(text)).contains("Why: " + why);
    }

    @Test
    void anAlertThatStandsForEarlierOnesSaysForHowMany() {
        Alert alert = SampleAlert.standingFor(4, SampleAlert.up(Map.of(), "backup"));

        assertThat(facts(TestTexts.create().of(alert))).contains("Changes: 4 changes of status since the last alert");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Flapping: 5 changes of status within an hour; you will hear more when the check is quiet",
        "de, Unruhig: 5 Statuswechsel innerhalb einer Stunde; Weiteres folgt, wenn Ruhe einkehrt",
        "fr, Instable: 5 changements d'état en une heure ; la suite sera annoncée une fois la situation stable",
        "es, Inestable: 5 cambios de estado en una hora; se avisará de nuevo cuando se estabilice"
    })
    void anAlertSaysThatItsCheckIsFlapping(String language, String fact) {
        Map<String, Object> config = Map.of("language", language, "flap_limit", 5);

        assertThat(facts(TestTexts.create().of(SampleAlert.flapping(SampleAlert.up(config, "backup")))))
                .contains(fact);
        assertThat(facts(TestTexts.create().of(SampleAlert.up(config, "backup"))))
                .doesNotContain(fact.substring(0, fact.indexOf(':')));
    }

    @ParameterizedTest
    @CsvSource({
        "en, hourly, STILL DOWN: backup, Down for: 3 hours, the next comes in an hour",
        "de, daily, IMMER NOCH AUSGEFALLEN: backup, Dauer des Ausfalls: 3 Stunden, die nächste kommt in einem Tag",
        "fr, hourly, TOUJOURS EN PANNE : backup, Durée de la panne: 3 heures, le prochain suit dans une heure",
        "es, daily, SIGUE CAÍDO: backup, Tiempo caído: 3 horas, el siguiente llega en un día"
    })
    void aReminderSaysThatItIsStillDownForHowLongAndWhenTheNextComes(
            String language, String remind, String title, String downFor, String next) {
        Map<String, Object> config = Map.of("language", language, "remind", remind);
        AlertText text = TestTexts.create()
                .of(SampleAlert.reminder(3, Duration.ofHours(3), SampleAlert.down(config, "backup", "")));

        assertThat(text.title()).isEqualTo(title);
        assertThat(facts(text)).contains(downFor, next, " 3");
    }

    @Test
    void aRunThatFailedWasNotMissed() {
        var history = TestTexts.changedBefore(Duration.ofMinutes(30), false);
        assertThat(facts(TestTexts.of(history).of(SampleAlert.up(Map.of(), "backup"))))
                .contains("down for 30 minutes")
                .doesNotContain("Missed runs");
    }

    @Test
    void countingAnOutageOfYearsEnds() {
        var history = TestTexts.changedBefore(Duration.ofDays(700), true);
        assertThat(facts(TestTexts.of(history).of(SampleAlert.up(Map.of(), "backup"))))
                .contains("Missed runs: 1000 or more", "down for 700 days");
    }

    @Test
    void factsThatAreNotKnownAreLeftOut() {
        var unknown = new AlertHistory.Facts("", null);
        assertThat(facts(TestTexts.of(unknown).of(SampleAlert.up(Map.of(), "backup"))))
                .isEqualTo("Since: 2026-03-01 12:00:00 UTC\nWhy: a ping arrived\nTags: prod, db");
    }

    @Test
    void timesAreInTheTimeZoneOfTheChannel() {
        Alert alert = SampleAlert.up(Map.of("time_zone", "Asia/Kolkata"), "backup");
        assertThat(facts(TestTexts.create().of(alert))).startsWith("Since: 2026-03-01 17:30:00 Asia/Kolkata\n");
    }

    @ParameterizedTest
    @CsvSource({
        "de, AUSGEFALLEN: backup, 2 Stunden in Betrieb",
        "fr, EN PANNE : backup, en service pendant 2 heures",
        "es, CAÍDO: backup, activo durante 2 horas",
        "en, DOWN: backup, up for 2 hours",
        "xx, DOWN: backup, up for 2 hours"
    })
    void theLanguageIsThatOfTheChannel(String language, String title, String before) {
        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of("language", language), "backup", ""));

        assertThat(text.title()).isEqualTo(title);
        assertThat(facts(text)).contains(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void aLanguageLacksNoWordsButThoseThatAreTheSame(String language) throws IOException {
        assertThat(bundle("_" + language))
                .containsAll(bundle("").stream()
                        .filter(key -> !key.equals("title") && !key.equals("missed"))
                        .toList());
        assertThat(bundle("")).containsAll(bundle("_" + language));
    }

    @Test
    void aReasonWithoutWordsIsShownByItsName() {
        Words.Language english = new Words().in(Map.of());
        assertThat(english.reason("NOT_STARTED")).isEqualTo("it did not start in time");
        assertThat(english.reason("LOST_IN_SPACE")).isEqualTo("lost in space");
        for (StatusChange.Reason reason : StatusChange.Reason.values()) {
            assertThat(english.reason(reason.name())).contains(" ").isNotEqualTo(reason.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT1S, 1 second",
        "PT61S, 1 minute 1 second",
        "PT2H, 2 hours",
        "PT26H3M, 1 day 2 hours",
        "PT72H, 3 days",
        "PT-5S, 0 seconds"
    })
    void aDurationIsReadInItsTwoLargestUnits(Duration length, String words) {
        assertThat(new Words().in(Map.of()).duration(length)).isEqualTo(words);
    }

    @Test
    void theIdOfTheCheckIsTakenOutOfTheOutput() {
        String said = "curl https://rollcall.example/ping/" + SampleAlert.CHECK.value() + "/start";
        AlertText text = TestTexts.create().of(SampleAlert.down(Map.of(), "backup", said));
        assertThat(text.output()).isEqualTo("curl https://rollcall.example/ping/…/start");
    }

    private static String facts(AlertText text) {
        return text.facts().stream()
                .map(fact -> fact.label() + ": " + fact.value())
                .collect(Collectors.joining("\n"));
    }

    private static java.util.Set<String> bundle(String suffix) throws IOException {
        var words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(
                        AlertTextsTest.class.getResourceAsStream("/alert/messages" + suffix + ".properties")),
                StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words.stringPropertyNames();
    }
}
