package dev.rollcall.page.status;

import dev.rollcall.page.status.StatusReport.Day;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bars of the last 90 days, as SVG paths: one for each colour, so that a page with many components stays small.
 *
 * @param up days without downtime
 * @param late days with less downtime than {@link #LONG}
 * @param down days with more
 * @param none days about which nothing is known
 */
record DayBars(String up, String late, String down, String none) {

    /** From this much downtime on, the bar of a day has the colour for down: an hour and a quarter. */
    static final Duration LONG = Duration.ofMinutes(75);

    private static final int WIDTH = 4;

    private enum Colour {
        UP,
        LATE,
        DOWN,
        NONE
    }

    static DayBars of(List<Day> days) {
        List<Colour> colours = days.stream().map(day -> colour(day.down())).toList();
        return new DayBars(
                path(colours, Colour.UP),
                path(colours, Colour.LATE),
                path(colours, Colour.DOWN),
                path(colours, Colour.NONE));
    }

    private static Colour colour(@Nullable Duration down) {
        if (down == null) {
            return Colour.NONE;
        }
        if (down.isZero()) {
            return Colour.UP;
        }
        return down.compareTo(LONG) < 0 ? Colour.LATE : Colour.DOWN;
    }

    /** A rectangle of three by twenty for each day of this colour. */
    private static String path(List<Colour> colours, Colour wanted) {
        List<Integer> places = new ArrayList<>();
        for (int n = 0; n < colours.size(); n++) {
            if (colours.get(n) == wanted) {
                places.add(WIDTH * n);
            }
        }
        return places.stream().map(x -> "M" + x + " 0h3v20h-3z").collect(Collectors.joining());
    }
}
