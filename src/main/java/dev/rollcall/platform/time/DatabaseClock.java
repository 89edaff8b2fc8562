package dev.rollcall.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the database server. All processes share it, and it dates and compares everything. A process learns the
 * time from statements that return it, and adds what the JVM's timer has counted since then. The machine's own clock
 * has no effect, however wrong it is. Ticks in microseconds like Postgres, so an instant is unchanged after it was
 * stored and read. Thread-safe.
 */
public final class DatabaseClock extends Clock {

    /** Larger differences of the machine's clock and larger jumps of the database's clock are logged as warnings. */
    static final Duration MAX_SKEW = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private final Supplier<Instant> database;
    private final Clock machine;
    private final LongSupplier nanos;
    private final AtomicInteger timesSetBack = new AtomicInteger();
    private volatile @Nullable Reading reading;
    private boolean wasSkewed;

    /**
     * Creates a clock that has not been set yet.
     *
     * @param database asks the database for its time
     * @param machine the machine's own clock, used only to measure its skew
     * @param nanos a timer in nanoseconds that never goes back, such as {@link System#nanoTime}
     */
    public DatabaseClock(Supplier<Instant> database, Clock machine, LongSupplier nanos) {
        this.database = database;
        this.machine = machine;
        this.nanos = nanos;
    }

    /**
     * The time now. Only the first call asks the database, and only if {@link #set} has not been called before.
     *
     * @throws org.springframework.dao.DataAccessException when the time is not known yet and the database does not
     *     answer
     */
    @Override
    public Instant instant() {
        Reading known = reading;
        return (known == null ? ask() : known).at(nanos.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Runs a statement that returns the database's time, and corrects the clock. The statement read the time at an
     * unknown moment of its round trip, so the clock changes only as far as the answer contradicts it.
     */
    public void set(Supplier<Instant> statement) {
        long before = nanos.getAsLong();
        Instant earliest = statement.get();
        long after = nanos.getAsLong();
        adjust(after, earliest, Duration.ofNanos(after - before));
    }

    /** How often the database's clock was set back by more than two seconds since this process started. */
    public int timesSetBack() {
        return timesSetBack.get();
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

    /** Not supported: this clock is always in UTC. Times are shown in the reader's zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's clock is always in UTC");
    }

    /** The first round trip includes connecting. The second is short and makes the time more exact. */
    private Reading ask() {
        set(database);
        set(database);
        return Objects.requireNonNull(reading);
    }

    private synchronized void adjust(long now, Instant earliest, Duration roundTrip) {
        Reading known = reading;
        Instant time = known == null
                ? earliest.plus(roundTrip.dividedBy(2))
                : clamp(known.at(now), earliest, earliest.plus(roundTrip));
        var adjusted = new Reading(now, time);
        reading = adjusted;
        warnOfSkew(skewAt(adjusted, now));
    }

    private Duration skewAt(Reading known, long now) {
        return Duration.between(known.at(now), machine.instant());
    }

    private void warnOfSkew(Duration skew) {
        boolean isSkewed = skew.abs().compareTo(MAX_SKEW) > 0;
        if (isSkewed && !wasSkewed) {
            // Logged once, until the clock has been right again.
            log.atWarn()
                    .addKeyValue("event", "clock.skewed")
                    .addKeyValue("skew_seconds", skew.toSeconds())
                    .log("this machine's clock differs from the database's, which dates everything");
        }
        wasSkewed = isSkewed;
    }

    private Instant clamp(Instant shown, Instant earliest, Instant latest) {
        Duration off = shown.isBefore(earliest)
                ? Duration.between(shown, earliest)
                : shown.isAfter(latest) ? Duration.between(shown, latest) : Duration.ZERO;
        if (off.abs().compareTo(MAX_SKEW) > 0) {
            log.atWarn()
                    .addKeyValue("event", "clock.jumped")
                    .addKeyValue("jump_seconds", off.toSeconds())
                    .log("the database's clock was set, or this machine was suspended");
            if (off.isNegative()) {
                timesSetBack.incrementAndGet();
            }
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
