package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import testing.App;
import testing.Faketime;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * Processes on machines with clocks that are hours off, each in its own direction: the clock of the database decides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockSkewTest {

    private static final String AHEAD = "+2h";
    private static final String BEHIND = "-2h";

    private static final String IN_THE_FUTURE = """
            SELECT (SELECT count(*) FROM flips WHERE flipped_at > now())
                + (SELECT count(*) FROM pings WHERE received_at > now())
                + (SELECT count(*) FROM check_states WHERE last_ping_at > now())
                + (SELECT count(*) FROM deliveries WHERE created_at > now() OR finished_at > now())
            """;
    private static final String OUT_OF_ORDER = """
            SELECT count(*)
            FROM (
                SELECT received_at < lag(received_at) OVER (PARTITION BY check_id ORDER BY n) AS is_wrong FROM pings
                UNION ALL
                SELECT flipped_at < lag(flipped_at) OVER (PARTITION BY check_id ORDER BY id) FROM flips
            ) AS logged
            WHERE is_wrong
            """;

    private Deploy deploy;
    private Database database;
    private App ahead;
    private App behind;
    private App worker;
    private String key;

    @BeforeAll
    void startProcessesWithWrongClocks() {
        String[] twoHoursAhead = Faketime.variables(AHEAD);
        String[] twoHoursBehind = Faketime.variables(BEHIND);
        deploy = Deploy.released();
        database = deploy.database();
        ahead = deploy.web(with(twoHoursAhead, "PORT", App.freePort()));
        behind = deploy.web(with(twoHoursBehind, "PORT", App.freePort()));
        worker = deploy.worker(twoHoursAhead);
        key = deploy.project().get("api_key").asString();
        ahead.untilReady();
        behind.untilReady();
        worker.untilPrinted("worker.ready");
    }

    @AfterAll
    void stop() {
        if (deploy != null) {
            database.close();
            deploy.close();
        }
    }

    @Test
    void wrongClocksNeitherTakeALiveCheckDownNorDelayTheAlertOfASilentOne() throws Exception {
        try (var receiver = Receiver.start()) {
            Deploy.webhook(ahead, key, receiver.url("/hook"));
            JsonNode live = Deploy.check(ahead, key, "{\"timeout\": 3600, \"grace\": 60, \"channels\": \"*\"}");
            JsonNode silent = Deploy.check(behind, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}");
            for (App web : List.of(ahead, behind, ahead, behind)) {
                Deploy.ping(web, live, "/start");
                Deploy.ping(web, live, "");
            }
            Instant pinged = Deploy.ping(ahead, silent, "");
            Deploy.ping(behind, silent, "");

            Receiver.Received down = receiver.await(1).get(0);

            assertThat(down.at()).isAfter(pinged.plusSeconds(2));
            JsonNode told = Deploy.JSON.readTree(down.body()).get("check");
            assertThat(told.get("name")).isEqualTo(silent.get("name"));
            assertThat(shown(ahead, live).get("status").asString()).isEqualTo("up");
            assertThat(shown(behind, live).get("status").asString()).isEqualTo("up");
            assertThat(shown(behind, live).get("last_duration").asInt()).isBetween(0, 20);
            assertThat(Instant.parse(shown(behind, live).get("last_ping").asString()))
                    .isBetween(pinged.minusSeconds(20), pinged);
            assertThat(receiver.received()).hasSize(1);
        }
        assertThat(database.number(IN_THE_FUTURE)).isZero();
        assertThat(database.number(OUT_OF_ORDER)).isZero();
    }

    @Test
    void eachProcessReportsOnceThatItsClockIsWrong() {
        for (App app : List.of(ahead, behind, worker)) {
            app.untilPrinted("clock.skewed");
            assertThat(app.stdout())
                    .filteredOn(line -> line.contains("\"event\":\"clock.skewed\""))
                    .hasSize(1);
        }
        App.Exit doctor;
        try (App task =
                App.run(App.with(deploy.environment(), Faketime.variables(AHEAD)), "--task=doctor", "--output=json")) {
            doctor = task.waitForExit();
        }
        assertThat(Deploy.JSON.readTree(doctor.stdout()).valueStream())
                .filteredOn(row -> row.get("check").asString().equals("clock"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("state").asString()).isEqualTo("warn");
                    assertThat(row.get("found").asString()).matches("the database's clock is 7[12]\\d{5} ms behind .*");
                });
    }

    private JsonNode shown(App web, JsonNode check) {
        return Deploy.JSON.readTree(web.send(
                        web.to("/api/v3/checks/" + check.get("uuid").asString()).header("X-Api-Key", key))
                .body());
    }

    private static String[] with(String[] variables, String name, String value) {
        String[] more = Arrays.copyOf(variables, variables.length + 2);
        more[variables.length] = name;
        more[variables.length + 1] = value;
        return more;
    }
}
