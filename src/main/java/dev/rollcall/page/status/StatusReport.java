package dev.rollcall.page.status;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a status page tells strangers. It has no id, no name of a check and no output of a job: only the title, tags,
 * names of maintenance windows, and times.
 *
 * @param address the public address of the page
 * @param components one for each tag, those that are down first, and one for the checks without a tag
 * @param incidents those that last first, then the latest first
 * @param maintenance the next first
 */
record StatusReport(
        String title,
        String slug,
        String address,
        List<Component> components,
        List<Incident> incidents,
        List<Maintenance> maintenance) {

    boolean isDown() {
        return components.stream().anyMatch(component -> component.state() == State.DOWN);
    }

    /** The state of a component now. */
    enum State {
        UP,
        DOWN,
        /** None of its checks was pinged yet. */
        NEW,
        /** All of its checks are paused. */
        PAUSED
    }

    /**
     * The checks with a tag.
     *
     * @param name the tag; empty for the checks without one
     * @param uptime the part of the last 90 days in which no check was down, from 0 to 1; null if nothing is known
     * @param days the last 90, the earliest first
     */
    record Component(String name, State state, @Nullable Double uptime, List<Day> days) {}

    /**
     * A day in UTC.
     *
     * @param down how long any check was down; null if nothing is known about the day
     */
    record Day(LocalDate date, @Nullable Duration down) {}

    /** A time in which any check of a component was down; without an end it lasts. */
    record Incident(
            String component, Instant began, @Nullable Instant ended) {}

    /**
     * A time in which alerts are muted.
     *
     * @param components the names of those that it is about; none for all
     */
    record Maintenance(String name, Instant begins, Instant ends, List<String> components) {}
}
