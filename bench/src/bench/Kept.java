package bench;

import java.util.List;

/** Compares the pings answered with OK to the rows in the database: every acknowledged ping must be stored. */
final class Kept {

    private final Fixture fixture;
    private final long before;

    private Kept(Fixture fixture) {
        this.fixture = fixture;
        this.before = stored(fixture);
    }

    /** Begins to count. */
    static Kept since(Fixture fixture) {
        return new Kept(fixture);
    }

    /** Returns the count. Fails if fewer pings were stored than acknowledged. */
    String of(List<Answers> pings) {
        long stored = stored(fixture) - before;
        long answered = pings.stream().mapToLong(Answers::requests).sum();
        long failed = pings.stream().mapToLong(Answers::failures).sum();
        if (stored < answered) {
            throw new IllegalStateException(answered + " pings were answered, and " + stored + " are in the database");
        }
        return answered + " pings answered, " + stored + " stored, " + failed + " failed";
    }

    static long stored(Fixture fixture) {
        return fixture.number("SELECT sum(ping_count) FROM check_states");
    }
}
