package dev.rollcall.delivery.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.mute.Mutes;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@RollcallTest
class ReleaseHeldBackTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private HoldStore store;

    @Autowired
    private Mutes mutes;

    private ReleaseHeldBack job;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(NOON);
        job = new ReleaseHeldBack(store, mutes, clock);
        project = fixtures.project();
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .hasStatus(201);
    }

    @Test
    void aDeliveryIsDueWhenItsCheckIsNoLongerMutedAndNotBefore() {
        UUID check = heldBack(1, "SNOOZE");
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", check)
                .param("until", NOON.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .update();

        job.runOnce();
        assertThat(due()).isZero();
        fixtures.jdbc().sql("DELETE FROM snoozes").update();
        job.runOnce();

        assertThat(due()).isEqualTo(1);
    }

    @Test
    void whatAChannelHoldsBackByItsOwnSettingsIsLeft() {
        heldBack(1, "FLAPPING");
        heldBack(2, "ESCALATION");

        job.runOnce();

        assertThat(store.countByReason(NOON)).isEqualTo(Map.of("FLAPPING", 1L, "ESCALATION", 2L));
        assertThat(store.countByReason(NOON.plus(Duration.ofHours(1)))).isEmpty();

        assertThat(due()).isZero();
    }

    @Test
    void aRoundGoesAlongAllChecksInBatches() {
        heldBack(2_500, "PARENT");

        assertThat(job.runOnce()).isEqualTo(1_000);
        assertThat(due()).isEqualTo(1_000);
        assertThat(job.runOnce()).isEqualTo(1_000);
        assertThat(job.runOnce()).isZero();
        assertThat(due()).isEqualTo(2_500);
        heldBack(1, "PARENT");
        job.runOnce();
        assertThat(due()).isEqualTo(2_501);
    }

    private int due() {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM deliveries WHERE due_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** So many deliveries that are held back for an hour, of different checks if there are several. Returns a check. */
    private UUID heldBack(int count, String reason) {
        UUID check = fixtures.check(project, "{}");
        fixtures.jdbc()
                .sql("""
                        WITH flipped AS (
                            INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                            SELECT :check, 'UP', 'DOWN', 'TIMEOUT', :now FROM generate_series(1, :count)
                            RETURNING id
                        )
                        INSERT INTO deliveries (id, flip_id, check_id, channel_id, created_at, due_at, held_back_by)
                        SELECT gen_random_uuid(), f.id, CASE WHEN :count = 1 THEN :check ELSE gen_random_uuid() END, c.id,
                            :now, :now + interval '1 hour', :reason
                        FROM flipped f, channels c
                        """)
                .param("check", check)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("count", count)
                .param("reason", reason)
                .update();
        return check;
    }
}
