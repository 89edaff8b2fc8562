package dev.rollcall.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.AlertTexts;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.platform.worker.Outages;
import dev.rollcall.platform.worker.SimulatedWeb;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settling an outage, and what the API tells of it. Simulated in the future, as {@code OutageTest}. */
@RollcallTest
@RecordApplicationEvents
class ExcuseHttpTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Excuses excuses;

    @Autowired
    private Flips flips;

    @Autowired
    private Outages outages;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private AlertTexts texts;

    @Autowired
    private JsonMapper json;

    private SimulatedWeb web;
    private Projects.NewProject project;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        web = SimulatedWeb.of(context);
        clock.set(NOON);
        web.beats(NOON);
        project = fixtures.project();
    }

    @AfterEach
    void clear() {
        web.end();
    }

    @Test
    void anExcuseTellsTheOutageAndBothDeadlinesToEveryKeyAndNoIdOfACheck() {
        UUID check = pinged("{\"name\": \"backup\", \"timeout\": 60, \"grace\": 60}");
        UUID idle = pinged("{\"name\": \"weekly\", \"timeout\": 604800, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));

        settle();

        JsonNode shown = get("/api/v3/checks/" + check + "/excuses/", project.readWriteKey());
        assertThat(shown.get("next").isNull()).isTrue();
        assertThat(shown.get("excuses")).hasSize(1);
        JsonNode excuse = shown.get("excuses").get(0);
        assertThat(excuse.get("check").get("name").asString()).isEqualTo("backup");
        assertThat(excuse.get("outage").get("started").asString()).isEqualTo("2030-03-01T12:00:00+00:00");
        assertThat(excuse.get("outage").get("ended").asString()).isEqualTo("2030-03-01T12:10:00+00:00");
        assertThat(excuse.get("outage").get("reason").asString()).isEqualTo("lost");
        assertThat(excuse.get("old_deadline").asString()).isEqualTo("2030-03-01T12:02:00+00:00");
        assertThat(excuse.get("new_deadline").asString()).isEqualTo("2030-03-01T12:12:00+00:00");
        assertThat(get("/api/v3/excuses/", project.readOnlyKey())).isEqualTo(shown);
        assertThat(shown.toString()).doesNotContain(check.toString());
        String uniqueKey = excuse.get("check").get("unique_key").asString();
        assertThat(get("/api/v3/checks/" + uniqueKey + "/excuses/", project.readOnlyKey()))
                .isEqualTo(shown);
        assertThat(get("/api/v3/checks/" + idle + "/excuses/", project.readWriteKey())
                        .get("excuses"))
                .isEmpty();
        assertThat(get("/api/v3/excuses/", fixtures.project().readWriteKey()).get("excuses"))
                .isEmpty();
    }

    @Test
    void anExcusedCheckIsNotDownForTheApiEither() {
        UUID check = pinged("{\"timeout\": 60, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));
        settle();

        JsonNode shown = fixtures.show(project, check);

        assertThat(shown.get("status").asString()).isEqualTo("up");
        assertThat(shown.get("next_ping").asString()).isEqualTo("2030-03-01T12:11:00+00:00");
    }

    @Test
    void aCheckThatPingedSinceTheOutageIsNotExcused() {
        UUID check = pinged("{\"timeout\": 60, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));
        fixtures.ping(check, "");

        settle();

        assertThat(get("/api/v3/excuses/", project.readWriteKey()).get("excuses"))
                .isEmpty();
        assertThat(outages.latest()).isPresent();
    }

    @Test
    void thePagesTogetherHaveEachExcuseOnce() {
        List<String> names = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            pinged("{\"name\": \"job " + n + "\", \"timeout\": 60, \"grace\": 60}");
            names.add("job " + n);
        }
        outage(NOON, Duration.ofMinutes(10));
        // Batches of two, as if one worker after the other had died.
        while (excuses.excuseSome(2)) {
            clock.advance(Duration.ofMillis(10));
        }

        List<String> listed = new ArrayList<>();
        String page = "/api/v3/excuses/?limit=3";
        while (page != null) {
            JsonNode shown = get(page, project.readWriteKey());
            shown.get("excuses")
                    .forEach(
                            excuse -> listed.add(excuse.get("check").get("name").asString()));
            JsonNode next = shown.get("next");
            page = next.isNull() ? null : pathOf(next.asString());
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void eachProjectIsToldOnceWithTheNumberOfItsChecks() {
        pinged("{\"timeout\": 60, \"grace\": 60}");
        pinged("{\"timeout\": 90, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));

        settle();

        assertThat(events.stream(ChecksExcused.class)).singleElement().satisfies(told -> {
            assertThat(told.project()).isEqualTo(project.id());
            assertThat(told.checks()).isEqualTo(2);
        });
    }

    @Test
    void eachChannelOfExcusedChecksGetsOneNoticeThatNamesThem() {
        UUID channel = UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .get("id")
                .asString());
        for (int n = 10; n < 35; n++) {
            pinged("{\"name\": \"job " + n + "\", \"timeout\": 60, \"grace\": 60, \"channels\": \"*\"}");
        }
        pinged("{\"name\": \"weekly\", \"timeout\": 604800, \"grace\": 60, \"channels\": \"*\"}");
        pinged("{\"name\": \"quiet\", \"timeout\": 60, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));

        settle();

        JsonNode notice = JsonMapper.shared()
                .readTree(fixtures.jdbc()
                        .sql("SELECT n.data FROM notices n JOIN deliveries d ON d.notice_id = n.id"
                                + " WHERE d.channel_id = :channel AND d.status = 'PENDING'")
                        .param("channel", channel)
                        .query(String.class)
                        .single());
        assertThat(notice.get("kind").asString()).isEqualTo("checks-excused");
        assertThat(notice.get("arguments").get(0).asInt()).isEqualTo(25);
        assertThat(notice.get("facts").toString())
                .contains("2030-03-01T12:00:00Z", "2030-03-01T12:10:00Z", "\"text\":\"5\"");
        assertThat(notice.get("checks").findValuesAsString("name"))
                .hasSize(20)
                .startsWith("job 10", "job 11")
                .endsWith("job 29");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Why, Rollcall could not receive pings",
        "de, Grund, Rollcall konnte keine Pings empfangen",
        "fr, Raison, Rollcall ne pouvait pas recevoir de pings",
        "es, Motivo, Rollcall no podía recibir pings"
    })
    void theNoticeSaysWhyInTheLanguageOfItsChannelAndToProgramsInEnglish(String language, String label, String why) {
        fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}");
        pinged("{\"timeout\": 60, \"grace\": 60, \"channels\": \"*\"}");
        outage(NOON, Duration.ofMinutes(10));
        settle();
        Notice.Content content = json.readValue(
                fixtures.jdbc()
                        .sql("SELECT data FROM notices")
                        .query(String.class)
                        .single(),
                Notice.Content.class);
        var channel = new ChannelView(UUID.randomUUID(), project.id(), "log", "", Map.of("language", language), "");

        AlertText text = texts.of(new Notice(UUID.randomUUID(), channel, content, clock.instant()));

        assertThat(text.facts()).contains(new AlertText.Fact(label, why));
        assertThat(content.facts()).extracting(Notice.Fact::value).contains("Rollcall could not receive pings");
    }

    @Test
    void aDeadJobIsReportedAtItsNewDeadline() {
        UUID check = pinged("{\"timeout\": 60, \"grace\": 60}");
        outage(NOON, Duration.ofMinutes(10));
        settle();
        web.receives(NOON.plusSeconds(720));

        Sweeper.sweep(flips, NOON.plusSeconds(719), 100);
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM flips WHERE to_status = 'DOWN'")
                        .query(Long.class)
                        .single())
                .isZero();
        Sweeper.sweep(flips, NOON.plusSeconds(720), 100);

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("down");
        assertThat(fixtures.jdbc()
                        .sql(
                                "SELECT count(*) FROM flips WHERE to_status = 'DOWN' AND flipped_at = '2030-03-01T12:12:00Z'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private UUID pinged(String fields) {
        UUID check = fixtures.check(project, fields);
        fixtures.ping(check, "");
        return check;
    }

    private void outage(Instant began, Duration length) {
        web.restart();
        clock.set(began.plus(length));
        assertThat(web.beats(clock.instant())).isPresent();
    }

    private void settle() {
        boolean isMore = true;
        while (isMore) {
            isMore = excuses.excuseSome(100);
        }
    }

    private JsonNode get(String path, String key) {
        return fixtures.json(fixtures.call(HttpMethod.GET, path, key, ""));
    }

    private static String pathOf(String url) {
        URI address = URI.create(url);
        return address.getRawPath() + "?" + address.getRawQuery();
    }
}
