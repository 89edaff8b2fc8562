package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@RollcallTest
class QueueStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID WORKER = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private QueueStore queue;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(NOON);
        project = fixtures.project();
    }

    @Test
    void noMoreIsTakenThanWasAskedForAndTheOldestFirst() {
        UUID channel = channel();
        owe(1_000, channel);

        List<Taken> taken = queue.take(upTo(16), NOON, NOON.plusSeconds(10));

        assertThat(taken).hasSize(16).allSatisfy(one -> {
            assertThat(one.version()).isEqualTo(1);
            assertThat(one.heldUntil()).isEqualTo(NOON.plusSeconds(10));
        });
        assertThat(held()).isEqualTo(16);
        assertThat(fixtures.jdbc()
                        .sql("SELECT id FROM deliveries ORDER BY due_at LIMIT 16")
                        .query(UUID.class)
                        .set())
                .isEqualTo(ids(taken));
    }

    @Test
    void whatIsNotDueIsLeft() {
        owe(1_000, channel());
        Instant threeDue = NOON.minusSeconds(997);

        assertThat(queue.take(upTo(16), threeDue, threeDue.plusSeconds(10))).hasSize(3);
    }

    @Test
    void twoWorkersTakeDifferentDeliveriesUntilNothingIsLeft() {
        owe(1_000, channel());
        Set<UUID> taken = new HashSet<>();
        int before;
        int all = 0;
        do {
            before = taken.size();
            for (UUID worker : List.of(WORKER, OTHER)) {
                Set<UUID> some =
                        ids(queue.take(new Taking(worker, 80, null, Map.of(), 1_000), NOON, NOON.plusSeconds(10)));
                all += some.size();
                taken.addAll(some);
            }
        } while (taken.size() > before);

        assertThat(taken).hasSize(1_000);
        assertThat(all).isEqualTo(1_000);
    }

    /** The planner's statistics are those of quiet days: it believes that the table is empty. */
    @Test
    void aTakeIsFastWhenABurstHasJustFilledTheTableAndEveryChannelButOneIsFull() {
        fixtures.jdbc()
                .sql("ALTER TABLE deliveries SET (autovacuum_enabled = off)")
                .update();
        try {
            fixtures.jdbc().sql("VACUUM ANALYZE deliveries").update();
            List<UUID> channels = Stream.generate(this::channel)
                    .limit(20)
                    .sorted(Comparator.comparing(UUID::toString))
                    .toList();
            channels.forEach(channel -> owe(1_000, channel));
            UUID healthy = channels.get(19);
            Map<UUID, Integer> rooms = channels.stream()
                    .filter(channel -> !channel.equals(healthy))
                    .collect(Collectors.toMap(channel -> channel, channel -> 0));

            Instant begun = Instant.now();
            for (int n = 0; n < 20; n++) {
                assertThat(queue.take(new Taking(WORKER, 16, null, rooms, 16), NOON, NOON.plusSeconds(10)))
                        .hasSize(16)
                        .allSatisfy(one -> assertThat(one.channelId()).isEqualTo(healthy));
            }
            // Reading the whole table for each row would take minutes.
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        } finally {
            fixtures.jdbc()
                    .sql("ALTER TABLE deliveries RESET (autovacuum_enabled)")
                    .update();
        }
    }

    @Test
    void channelsTakeTurns() {
        List<UUID> channels = Stream.generate(this::channel)
                .limit(3)
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        channels.forEach(channel -> owe(100, channel));

        List<Taken> first = queue.take(new Taking(WORKER, 8, null, Map.of(), 4), NOON, NOON.plusSeconds(10));
        List<Taken> second =
                queue.take(new Taking(WORKER, 8, channels.get(1), Map.of(), 4), NOON, NOON.plusSeconds(10));

        assertThat(first.stream().map(Taken::channelId).distinct()).containsExactlyElementsOf(channels.subList(0, 2));
        assertThat(second).hasSize(4).extracting(Taken::channelId).containsOnly(channels.get(2));
    }

    @Test
    void aLeaseThatIsRenewedOutlivesItsFirstEnd() {
        owe(1, channel());
        UUID id = queue.take(upTo(1), NOON, NOON.plusSeconds(10)).get(0).id();

        assertThat(queue.renew(WORKER, List.of(id), NOON.plusSeconds(19))).containsExactly(id);
        assertThat(queue.renew(OTHER, List.of(id), NOON.plusSeconds(30))).isEmpty();

        Instant later = NOON.plusSeconds(18);
        assertThat(queue.take(upTo(1), later, later.plusSeconds(10))).isEmpty();
        Instant expired = NOON.plusSeconds(19);
        assertThat(queue.take(upTo(1), expired, expired.plusSeconds(10)))
                .singleElement()
                .satisfies(taken -> assertThat(taken.version()).isEqualTo(2));
    }

    @Test
    void whatIsHandedBackCanBeTakenAtOnceAndItsFormerHolderRecordsNothing() {
        owe(1, channel());
        Taken taken = queue.take(upTo(1), NOON, NOON.plusSeconds(10)).get(0);

        assertThat(queue.handBack(OTHER, List.of(taken), NOON)).isEmpty();
        assertThat(queue.handBack(WORKER, List.of(taken), NOON)).containsExactly(taken.id());

        assertThat(queue.end(List.of(Result.sent(taken, NOON)))).isEmpty();
        assertThat(queue.take(upTo(1), NOON, NOON.plusSeconds(10))).hasSize(1);
    }

    /** Its first worker died. The second gives it back as not begun, or because it was not its turn. */
    @Test
    void whatMayHaveBeenSentStaysKnownHoweverOftenItIsHandedBack() {
        owe(1, channel());
        assertThat(queue.take(upTo(1), NOON, NOON.plusSeconds(10)).get(0).mayBeSent())
                .isFalse();
        Instant expired = NOON.plusSeconds(10);
        Taken handedBack = queue.take(upTo(1), expired, expired.plusSeconds(10)).get(0);
        queue.handBack(WORKER, List.of(handedBack), expired);

        Taken notMade = queue.take(upTo(1), expired, expired.plusSeconds(10)).get(0);
        assertThat(notMade.mayBeSent()).isTrue();
        queue.end(List.of(Result.notMade(notMade, expired)));

        assertThat(queue.take(upTo(1), expired, expired.plusSeconds(10)).get(0).mayBeSent())
                .isTrue();
    }

    private static Taking upTo(int limit) {
        return new Taking(WORKER, limit, null, Map.of(), 1_000);
    }

    private static Set<UUID> ids(List<Taken> taken) {
        Set<UUID> ids = new HashSet<>();
        taken.forEach(one -> ids.add(one.id()));
        return ids;
    }

    private int held() {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM deliveries WHERE held_until IS NOT NULL")
                .query(Integer.class)
                .single();
    }

    private UUID channel() {
        return UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .get("id")
                .asString());
    }

    /** As many checks went down, a second after each other, the last one at noon. */
    private void owe(int count, UUID channel) {
        UUID template = fixtures.check(project, "{}");
        fixtures.jdbc()
                .sql("""
                        WITH made AS (
                            INSERT INTO checks
                            SELECT (jsonb_populate_record(c, jsonb_build_object(
                                'id', gen_random_uuid(), 'unique_key', gen_random_uuid(), 'badge_key', gen_random_uuid()
                            ))).*
                            FROM checks c, generate_series(1, :count)
                            WHERE c.id = :template
                            RETURNING id
                        ), states AS (
                            INSERT INTO check_states (check_id, status) SELECT id, 'DOWN' FROM made
                        ), flipped AS (
                            INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                            SELECT id, 'UP', 'DOWN', 'TIMEOUT', :noon FROM made
                            RETURNING id, check_id
                        )
                        INSERT INTO deliveries (id, flip_id, check_id, channel_id, created_at, due_at)
                        SELECT gen_random_uuid(), id, check_id, :channel, :noon,
                            :noon::timestamptz - (row_number() OVER (ORDER BY id) - 1) * interval '1 second'
                        FROM flipped
                        """)
                .param("count", count)
                .param("template", template)
                .param("channel", channel)
                .param("noon", NOON.atOffset(ZoneOffset.UTC))
                .update();
    }
}
