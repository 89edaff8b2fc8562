package dev.rollcall.check.state;

/**
 * What a check has counted towards its next change of status.
 *
 * @param streak failed and missed runs in a row of a check that is not down; successes in a row of one that is down
 */
public record Progress(int streak) {

    public static final Progress NONE = new Progress(0);

    Progress withStreak(int changed) {
        return new Progress(changed);
    }
}
