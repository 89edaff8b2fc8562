package dev.rollcall.platform.ingress;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a web process knows about the way from outside to the deploy. Immutable. A request to itself through SITE_ROOT
 * that is answered, and any request from outside, prove that the way is open. A request to itself that fails means
 * something only if one was answered before: some networks never lead from inside to their own public address.
 *
 * @param isBelieved whether a failed request to itself means something
 * @param reachedBefore when some process of this deploy was last answered, if this process has no proof of its own yet
 * @param provenAt the latest proof of this process
 * @param failures requests to itself that have failed since one was answered
 * @param failingSince when the first of them began
 */
record Reach(
        boolean isBelieved,
        @Nullable Instant reachedBefore,
        @Nullable Instant provenAt,
        int failures,
        @Nullable Instant failingSince) {

    /** SITE_ROOT was never reached. */
    static final Reach NEVER = new Reach(false, null, null, 0, null);

    /** This many failures in a row are no accident. */
    static final int MAX_FAILURES = 3;

    /** The same as for missing heartbeats: clients that repeat a ping survive a shorter cut. */
    static final Duration MAX_GAP = Duration.ofSeconds(5);

    /** SITE_ROOT was reached then, perhaps by another process. */
    static Reach before(Instant reachedAt) {
        return new Reach(true, reachedAt, null, 0, null);
    }

    /** A request to itself, which began then, was answered. */
    Reach answered(Instant beganAt) {
        return new Reach(true, reachedBefore, later(beganAt), 0, null);
    }

    /**
     * A request to itself, which began then, has failed. If a request from outside came in more than {@link #MAX_GAP}
     * after such failures began, they prove nothing, and are ignored until one request is answered again.
     */
    Reach failed(Instant beganAt) {
        Instant since = failingSince == null ? beganAt : failingSince;
        boolean isRefuted = provenAt != null && provenAt.isAfter(since.plus(MAX_GAP)) && beganAt.isAfter(provenAt);
        return new Reach(isBelieved && !isRefuted, reachedBefore, provenAt, failures + 1, since);
    }

    /** A request from outside came in. */
    Reach arrived(Instant at) {
        return new Reach(isBelieved, reachedBefore, later(at), failures, failingSince);
    }

    Arrivals arrivals(Instant now) {
        if (!isBelieved) {
            return Arrivals.UNKNOWN;
        }
        boolean isFailing = failures >= MAX_FAILURES;
        if (provenAt == null) {
            return isFailing ? new Arrivals(Arrivals.State.CUT, reachedBefore) : Arrivals.AWAITED;
        }
        boolean isCut = isFailing && now.isAfter(provenAt.plus(MAX_GAP));
        return new Arrivals(isCut ? Arrivals.State.CUT : Arrivals.State.OPEN, provenAt);
    }

    private Instant later(Instant proof) {
        return provenAt == null || proof.isAfter(provenAt) ? proof : provenAt;
    }
}
