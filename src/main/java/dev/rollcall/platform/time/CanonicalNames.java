package dev.rollcall.platform.time;

import static java.util.Map.entry;

import java.util.Map;
import org.joda.time.DateTimeZone;

/**
 * The current name of a zone that has several. It comes from Joda-Time's data, which gives each country a zone of its
 * own. The exceptions are the names of the published service, so its clients read what they expect.
 */
final class CanonicalNames {

    private static final Map<String, String> AS_PUBLISHED = Map.ofEntries(
            // Links in the time zone database, but separate names in Joda-Time's data.
            entry("GMT", "GMT"),
            entry("CET", "Europe/Brussels"),
            entry("CST6CDT", "America/Chicago"),
            entry("EET", "Europe/Athens"),
            entry("EST5EDT", "America/New_York"),
            entry("MET", "Europe/Brussels"),
            entry("MST7MDT", "America/Denver"),
            entry("PST8PDT", "America/Los_Angeles"),
            entry("WET", "Europe/Lisbon"),
            // Joda-Time has the zone of the same place; the rules since 1970 are the same.
            entry("Africa/Asmera", "Africa/Nairobi"),
            entry("Antarctica/South_Pole", "Pacific/Auckland"),
            entry("Iceland", "Africa/Abidjan"),
            entry("Pacific/Ponape", "Pacific/Guadalcanal"),
            entry("Pacific/Truk", "Pacific/Port_Moresby"));

    private CanonicalNames() {}

    /** The name to keep and show for {@code name}, by which Joda-Time found {@code zone}. */
    static String of(String name, DateTimeZone zone) {
        return AS_PUBLISHED.getOrDefault(name, zone.getID());
    }
}
