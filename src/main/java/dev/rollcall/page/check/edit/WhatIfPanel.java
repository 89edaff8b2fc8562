package dev.rollcall.page.check.edit;

import dev.rollcall.page.form.Amount;
import dev.rollcall.whatif.WhatIf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check would have reported, as the form shows it: a sentence, two timelines, and the latest alerts.
 *
 * @param would the times in which the check would have been down
 * @param were the times in which it was down
 * @param grace the grace time that was asked about
 */
record WhatIfPanel(WhatIf answer, List<Downtime> would, List<Downtime> were, Duration grace) {

    private static final int WIDTH = 600;
    private static final int MIN_WIDTH = 4;
    private static final int MAX_LISTED = 5;

    static WhatIfPanel of(WhatIf answer, Duration grace) {
        return new WhatIfPanel(answer, Downtime.of(answer.would()), Downtime.of(answer.were()), grace);
    }

    /** Whether any ping is stored, so that there is something to replay. */
    public boolean hasPings() {
        return answer.from() != null;
    }

    /** How long the replay goes back. */
    public Duration span() {
        return answer.from() == null ? Duration.ZERO : Duration.between(answer.from(), answer.until());
    }

    /** The latest times in which the check would have been down, latest first. */
    public List<Downtime> listed() {
        List<Downtime> latest = new ArrayList<>(would.subList(Math.max(0, would.size() - MAX_LISTED), would.size()));
        Collections.reverse(latest);
        return latest;
    }

    /** How many of these times are not listed. */
    public int moreCount() {
        return Math.max(0, would.size() - MAX_LISTED);
    }

    /** The proposed grace time; null if there is none, or if it equals the grace time of the form. */
    public @Nullable Amount proposal() {
        @Nullable Duration proposed = answer.proposedGrace();
        return proposed == null || proposed.equals(grace) ? null : Amount.of(proposed);
    }

    /** The position of a time in the timeline, which is 600 units wide. */
    public String x(Downtime down) {
        return number(Math.min(WIDTH - MIN_WIDTH, place(down.at())));
    }

    public String width(Downtime down) {
        double end = place(down.until() == null ? answer.until() : down.until());
        return number(Math.max(MIN_WIDTH, end - place(down.at())));
    }

    private double place(Instant time) {
        double span = Math.max(1, span().toMillis());
        return WIDTH * Duration.between(answer.until().minus(span()), time).toMillis() / span;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
