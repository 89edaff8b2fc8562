package dev.rollcall.mute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mute.Reason;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AncestryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ProjectId PROJECT = new ProjectId(new UUID(0, 0));
    private static final Duration GRACE = Duration.ofMinutes(10);

    @Test
    void theHighestCheckThatIsDownIsTheReason() {
        Subject network = subject(1, true, null);
        Subject database = subject(2, true, null, 1);
        Subject job = subject(3, false, null, 2);

        Ancestry ancestry = ancestry(network, database, job);

        Mute expected = new Mute(Reason.PARENT, null, "check 1");
        assertThat(ancestry.mute(job, NOON)).contains(expected);
        assertThat(ancestry.mute(database, NOON)).contains(expected);
        assertThat(ancestry.mute(network, NOON)).isEmpty();
    }

    @Test
    void theLatestRecoveryCountsForTheGraceTimeOfTheCheck() {
        Subject network = subject(1, false, NOON.minusSeconds(300));
        Subject database = subject(2, false, NOON.minusSeconds(200), 1);
        Subject mail = subject(3, false, NOON.minusSeconds(900), 1);
        Subject job = subject(4, false, null, 3, 2);

        Ancestry ancestry = ancestry(network, database, mail, job);

        assertThat(ancestry.mute(job, NOON)).contains(new Mute(Reason.PARENT, NOON.plusSeconds(400), "check 2"));
        assertThat(ancestry.mute(mail, NOON)).contains(new Mute(Reason.PARENT, NOON.plusSeconds(300), "check 1"));
        assertThat(ancestry.mute(job, NOON.plusSeconds(400))).isEmpty();
    }

    /** The database's clock was set back since. The clocks of two processes may differ a little. */
    @Test
    void aRecoveryInTheFutureMutesNothingAndHidesNoOther() {
        Subject network = subject(1, false, NOON.plusSeconds(3_600));
        Subject database = subject(2, false, NOON.minusSeconds(200), 1);
        Subject mail = subject(3, false, null, 1);
        Subject job = subject(4, false, null, 2);
        Subject web = subject(5, false, NOON.plusMillis(500));
        Subject page = subject(6, false, null, 5);

        Ancestry ancestry = ancestry(network, database, mail, job, web, page);

        assertThat(ancestry.mute(mail, NOON)).isEmpty();
        assertThat(ancestry.mute(job, NOON)).contains(new Mute(Reason.PARENT, NOON.plusSeconds(400), "check 2"));
        assertThat(ancestry.mute(page, NOON)).isPresent();
    }

    @Test
    void aCircleMutesNeitherItsChecksNorThoseBelow() {
        Subject one = subject(1, true, null, 2);
        Subject two = subject(2, true, null, 1);
        Subject below = subject(3, false, null, 1, 4);
        Subject apart = subject(4, true, null);
        Subject well = subject(5, false, null, 4);

        Ancestry ancestry = ancestry(one, two, below, apart, well);

        for (Subject check : List.of(one, two, below, apart)) {
            assertThat(ancestry.mute(check, NOON)).isEmpty();
        }
        assertThat(ancestry.mute(well, NOON)).isPresent();
    }

    @Test
    void aChainMayBeOfAnyLength() {
        List<Subject> chain = new ArrayList<>(List.of(subject(0, true, null)));
        for (int n = 1; n < 50_000; n++) {
            chain.add(subject(n, false, null, n - 1));
        }
        Subject last = chain.get(chain.size() - 1);
        Collections.shuffle(chain, new Random(1));

        assertThat(new Ancestry(chain, NOON).mute(last, NOON)).contains(new Mute(Reason.PARENT, null, "check 0"));
    }

    private static Ancestry ancestry(Subject... family) {
        return new Ancestry(List.of(family), NOON);
    }

    private static Subject subject(int n, boolean isDown, @Nullable Instant recoveredAt, Integer... parents) {
        return new Subject(
                id(n),
                PROJECT,
                "check " + n,
                Set.of(),
                null,
                GRACE,
                Arrays.stream(parents).map(AncestryTest::id).toList(),
                isDown,
                recoveredAt);
    }

    private static CheckId id(int n) {
        return new CheckId(new UUID(0, n));
    }
}
