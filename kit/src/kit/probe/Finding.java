package kit.probe;

/**
 * What a probe found, and how it was seen.
 *
 * @param evidence what the service did or said; never a guess, never a secret
 */
public record Finding(Verdict verdict, String evidence) {

    public static Finding holds(String evidence) {
        return new Finding(Verdict.HOLDS, evidence);
    }

    public static Finding doesNotHold(String evidence) {
        return new Finding(Verdict.DOES_NOT_HOLD, evidence);
    }

    public static Finding notApplicable(String reason) {
        return new Finding(Verdict.NOT_APPLICABLE, reason);
    }

    public static Finding notSeen(String reason) {
        return new Finding(Verdict.NOT_SEEN, reason);
    }

    /** Holds or not, with the same evidence. */
    public static Finding of(boolean holds, String evidence) {
        return holds ? holds(evidence) : doesNotHold(evidence);
    }
}
