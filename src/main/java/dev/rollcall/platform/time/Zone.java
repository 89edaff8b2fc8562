package dev.rollcall.platform.time;

import java.time.zone.ZoneRules;

/**
 * A time zone with its rules from {@link TimeZones}.
 *
 * @param name as the caller wrote it, which may be an older name of the zone
 * @param rules valid from 1970 to 2200
 */
public record Zone(String name, ZoneRules rules) {}
