package bench;

import java.util.List;

/** Holds pings that were answered against those that are in the database: a fast answer that forgets is worth nothing. */
final class Kept {

    private final Fixture fixture;
    private final long before;

    private Kept(Fixture fixture) {
        this.fixture = fixture;
        this.before = stored(fixture);
    }

    /** Counts from now on. */
    static Kept since(Fixture fixture) {
        return new Kept(fixture);
    }

    /** Says how many there were; fails when fewer are stored than were answered. */
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
