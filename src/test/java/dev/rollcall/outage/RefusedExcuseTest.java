package dev.rollcall.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.platform.worker.SimulatedWeb;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is stored for one check must not keep an outage unsettled: no later deadline would count. */
@RollcallTest
class RefusedExcuseTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Excuses excuses;

    @Autowired
    private ApplicationContext context;

    private SimulatedWeb web;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        web = SimulatedWeb.of(context);
        clock.set(NOON.minus(Duration.ofMinutes(55)));
    }

    @AfterEach
    void clear() {
        fixtures.jdbc()
                .sql("ALTER TABLE check_states DROP CONSTRAINT IF EXISTS check_states_test_refuses")
                .update();
        web.end();
    }

    @Test
    void aCheckThatTheDatabaseRefusesIsLeftOutAndTheOthersAreExcused() {
        Projects.NewProject project = fixtures.project();
        List<UUID> checks = Stream.generate(() -> fixtures.check(project, "{\"timeout\": 3600, \"grace\": 300}"))
                .limit(3)
                .sorted()
                .toList();
        checks.forEach(check -> fixtures.ping(check, ""));
        web.beats(NOON);
        web.restart();
        clock.set(NOON.plus(Duration.ofMinutes(10)));
        assertThat(web.beats(clock.instant())).isPresent();
        fixtures.jdbc()
                .sql("ALTER TABLE check_states ADD CONSTRAINT check_states_test_refuses CHECK (excused_at IS NULL"
                        + " OR check_id <> '" + checks.get(1) + "')")
                .update();

        var job = new ExcuseMissedPings(excuses);
        boolean isMore = true;
        while (isMore) {
            isMore = job.runOnce() > 0;
        }

        assertThat(fixtures.jdbc()
                        .sql("SELECT check_id FROM check_states WHERE excused_at IS NOT NULL")
                        .query(UUID.class)
                        .list())
                .containsExactlyInAnyOrder(checks.get(0), checks.get(2));
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM outages WHERE settled_at IS NULL")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
