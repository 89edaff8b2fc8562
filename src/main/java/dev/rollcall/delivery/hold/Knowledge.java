package dev.rollcall.delivery.hold;

/**
 * What the receiver of a channel knows about a check.
 *
 * @param wasToldDown whether the last alert that was sent says down; false if none was
 * @param mayKnowDown whether a later one that says down was tried, and may have arrived
 * @param mayKnowUp whether a later one that says up was tried
 * @param isEndUntold whether the check has stopped being down since, and no alert about that was tried
 */
record Knowledge(boolean wasToldDown, boolean mayKnowDown, boolean mayKnowUp, boolean isEndUntold) {

    static final Knowledge NONE = new Knowledge(false, false, false, false);

    /** Whether it may believe that the check is down. Then it must hear of the recovery. */
    boolean mayBeDown() {
        return wasToldDown || mayKnowDown;
    }

    /** Whether an alert that says down, or that does not, is certainly nothing new. */
    boolean has(boolean isDown) {
        return wasToldDown == isDown && !(isDown ? mayKnowUp || isEndUntold : mayKnowDown);
    }
}
