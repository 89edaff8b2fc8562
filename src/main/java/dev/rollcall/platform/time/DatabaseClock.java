package dev.rollcall.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which everything is dated and compared: the clock of the database server, which all processes share. The
 * process learns it from statements that return it, and counts on from there by the timer of the JVM. The machine's own
 * clock, however wrong, has no part in it. Ticks in microseconds, as Postgres does, so that an instant equals itself
 * after it was stored and read. Thread-safe.
 */
public final class DatabaseClock extends Clock {

    /** A machine's clock that is further off is worth a warning, and so is a jump of the database's clock. */
    static final Duration MAX_SKEW = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private final Supplier<Instant> database;
    private final Clock machine;
    private final LongSupplier nanos;
    private volatile @Nullable Reading reading;
    private boolean skewed;

    /**
     * A clock that has not been set yet.
     *
     * @param database asks the database for its time
     * @param machine the machine's own clock, only to tell how far it is off
     * @param nanos a timer that never goes back, as {@link System#nanoTime}
     */
    public DatabaseClock(Supplier<Instant> database, Clock machine, LongSupplier nanos) {
        this.database = database;
        this.machine = machine;
        this.nanos = nanos;
    }

    /**
     * The time now. The first call asks the database unless a statement has told the time before; later calls do not.
     *
     * @throws org.springframework.dao.DataAccessException when the time is not known yet and the database does not
     *     answer: there is nothing to date or compare then
     */
    @Override
    public Instant instant() {
        Reading known = reading;
        return (known == null ? ask() : known).at(nanos.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Runs a statement that returns the database's time and sets the clock by it. What the clock shows stays as it is
     * while the answer does not contradict it: the statement read the time at an unknown moment of its round trip.
     */
    public void set(Supplier<Instant> statement) {
        long before = nanos.getAsLong();
        Instant earliest = statement.get();
        long after = nanos.getAsLong();
        settle(after, earliest, Duration.ofNanos(after - before));
    }

    /** How far the machine's own clock is ahead of the database's; negative when it is behind. */
    public Duration skew() {
        Reading known = reading;
        return skewAt(known == null ? ask() : known, nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not supported: times are shown by the zone of whoever reads them, never by one of the clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's clock has no other zone");
    }

    /** The first answer includes connecting; the second has a short round trip and corrects it. */
    private Reading ask() {
        set(database);
        set(database);
        return Objects.requireNonNull(reading);
    }

    private synchronized void settle(long now, Instant earliest, Duration roundTrip) {
        Reading known = reading;
        Instant time = known == null
                ? earliest.plus(roundTrip.dividedBy(2))
                : within(known.at(now), earliest, earliest.plus(roundTrip));
        var settled = new Reading(now, time);
        reading = settled;
        warnOfSkew(skewAt(settled, now));
    }

    private Duration skewAt(Reading known, long now) {
        return Duration.between(known.at(now), machine.instant());
    }

    private void warnOfSkew(Duration skew) {
        boolean is = skew.abs().compareTo(MAX_SKEW) > 0;
        if (is && !skewed) {
            // Once, until the clock has been right again.
            log.atWarn()
                    .addKeyValue("event", "clock.skewed")
                    .addKeyValue("skew_seconds", skew.toSeconds())
                    .log("this machine's clock differs from the database's, by which everything is dated");
        }
        skewed = is;
    }

    private static Instant within(Instant shown, Instant earliest, Instant latest) {
        Duration off = shown.isBefore(earliest)
                ? Duration.between(shown, earliest)
                : shown.isAfter(latest) ? Duration.between(shown, latest) : Duration.ZERO;
        if (off.abs().compareTo(MAX_SKEW) > 0) {
            log.atWarn()
                    .addKeyValue("event", "clock.jumped")
                    .addKeyValue("jump_seconds", off.toSeconds())
                    .log("the database's clock was set, or this machine was suspended");
        }
        return shown.plus(off);
    }

    /** The database's time at one moment of the timer. */
    private record Reading(long nanos, Instant time) {

        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }
}
