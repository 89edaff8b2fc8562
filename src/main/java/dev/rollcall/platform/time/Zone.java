package dev.rollcall.platform.time;

import java.time.zone.ZoneRules;

/**
 * A time zone with its rules from {@link TimeZones}.
 *
 * @param name the current name of the zone, also where a caller wrote an older one
 * @param rules valid from 1970 to 2200
 */
public record Zone(String name, ZoneRules rules) {}
