package dev.rollcall.delivery.hold;

import dev.rollcall.mute.Mute;
import java.util.Locale;

/** Why a delivery is held back. Stored by its name. */
public enum HoldReason {
    /** A maintenance window. */
    MAINTENANCE,
    /** A person snoozed the check. */
    SNOOZE,
    /** A check that this one depends on is down. */
    PARENT,
    /** The channel gets an alert only after the check has been down for a while. */
    ESCALATION,
    /** The check changes its status too often for this channel. */
    FLAPPING;

    static HoldReason of(Mute mute) {
        return switch (mute.reason()) {
            case MAINTENANCE -> MAINTENANCE;
            case SNOOZE -> SNOOZE;
            case PARENT -> PARENT;
        };
    }

    /** As the API and metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
