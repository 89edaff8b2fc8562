package dev.rollcall.platform.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.time.DateTimeZone;
import org.joda.time.tz.ZoneInfoProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * The time zone database in this jar. The JVM's own is not used: it differs between JDKs and lacks some names
 * (docs/adr/0050).
 */
public final class TimeZones {

    /** The database's name for a machine without a configured zone. The library leaves it out. */
    private static final String FACTORY = "Factory";

    private static final Instant FIRST = Instant.EPOCH;
    /** A year longer than any schedule looks ahead. */
    private static final Instant LAST = Instant.parse("2201-01-01T00:00:00Z");

    private static final String VERSION_ATTRIBUTE = "Time-Zone-Database-Version";
    /** The manifest adds this to the version, because the library takes its data from the project global-tz. */
    private static final String SUFFIX = "gtz$";

    private static final SingletonSupplier<ZoneInfoProvider> DATABASE = SingletonSupplier.of(TimeZones::open);
    private static final SingletonSupplier<String> VERSION = SingletonSupplier.of(TimeZones::readVersion);
    private static final Map<String, Zone> CACHE = new ConcurrentHashMap<>();

    private TimeZones() {}

    /**
     * The zone with this name; empty when the database has no such name. If the name is an older one, the zone has the
     * current one. Names are case-sensitive.
     */
    public static Optional<Zone> find(String name) {
        Zone known = CACHE.get(name);
        if (known == null && names().contains(name)) {
            known = CACHE.computeIfAbsent(name, TimeZones::read);
        }
        return Optional.ofNullable(known);
    }

    /**
     * The zone with this name.
     *
     * @throws IllegalArgumentException when the database has no such name
     */
    public static Zone get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no time zone has this name"));
    }

    /** Every name of the database in alphabetical order, older names included. */
    public static SortedSet<String> names() {
        return Names.ALL;
    }

    /** The release of the time zone database, such as {@code 2026a}. */
    public static String version() {
        return VERSION.obtain();
    }

    private static Zone read(String name) {
        if (name.equals(FACTORY)) {
            return new Zone(name, ZoneOffset.UTC.getRules());
        }
        String current = CanonicalNames.of(name, joda(name));
        return new Zone(current, rules(joda(current)));
    }

    private static DateTimeZone joda(String name) {
        return Objects.requireNonNull(DATABASE.obtain().getZone(name), "listed zones can be read");
    }

    private static ZoneRules rules(DateTimeZone zone) {
        long end = LAST.toEpochMilli();
        long last = FIRST.toEpochMilli();
        ZoneOffset first = offset(zone, last);
        ZoneOffset before = first;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        // The library returns the same instant when there is no later transition.
        for (long at = zone.nextTransition(last); at != last && at < end; at = zone.nextTransition(at)) {
            ZoneOffset after = offset(zone, at);
            if (!after.equals(before)) {
                var local = LocalDateTime.ofEpochSecond(at / 1_000, 0, before);
                transitions.add(ZoneOffsetTransition.of(local, before, after));
            }
            before = after;
            last = at;
        }
        return ZoneRules.of(first, first, List.of(), transitions, List.of());
    }

    private static ZoneOffset offset(DateTimeZone zone, long at) {
        return ZoneOffset.ofTotalSeconds(zone.getOffset(at) / 1_000);
    }

    private static ZoneInfoProvider open() {
        try {
            return new ZoneInfoProvider("org/joda/time/tz/data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readVersion() {
        URL inJar = Objects.requireNonNull(DateTimeZone.class.getResource("DateTimeZone.class"));
        try {
            var jar = (JarURLConnection) inJar.openConnection();
            String version = jar.getManifest().getMainAttributes().getValue(VERSION_ATTRIBUTE);
            return version.replaceFirst(SUFFIX, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read at the first lookup of a name: not every process needs them. */
    private static final class Names {

        private static final SortedSet<String> ALL = all();

        private static SortedSet<String> all() {
            var names = new TreeSet<String>(DATABASE.obtain().getAvailableIDs());
            names.add(FACTORY);
            return Collections.unmodifiableSortedSet(names);
        }
    }
}
