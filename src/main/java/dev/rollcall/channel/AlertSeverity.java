package dev.rollcall.channel;

/** How bad an alert is. Kinds that show a colour or an emoji choose it by this. */
public enum AlertSeverity {
    /** The check is up. */
    UP,
    /** The check is up, and its ping is late. */
    LATE,
    /** The check is down. */
    DOWN
}
