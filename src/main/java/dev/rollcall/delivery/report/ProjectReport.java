package dev.rollcall.delivery.report;

import dev.rollcall.check.state.CheckStatus;
import java.time.Duration;
import java.util.List;

/**
 * How the checks of a project did in a period.
 *
 * @param project its name
 * @param checks how many there are
 * @param downNow how many of them are down now
 * @param lines the checks that were down for longest first, then by name; not all of them if there are many
 */
record ProjectReport(String project, long checks, long downNow, List<Line> lines) {

    /**
     * One check.
     *
     * @param status now
     * @param times how often it was down
     * @param down how long, in all
     * @param watched how long it was up or down, without the time as new or paused
     */
    record Line(String name, CheckStatus status, long times, Duration down, Duration watched) {

        /** The part of the watched time that it was up, in percent. Rounded down, so that 100 means never down. */
        double uptime() {
            long hundredths = watched.minus(down).toMillis() * 10_000 / watched.toMillis();
            return (double) hundredths / 100;
        }
    }
}
