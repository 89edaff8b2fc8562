package dev.rollcall.check.state;

/**
 * Which pings of a check count, and as what.
 *
 * @param manualResume whether a paused check stays paused when it is pinged
 * @param methods {@code POST} when only that method counts, else empty
 * @param runs what the check expects of the runs of its job
 */
public record PingPolicy(boolean manualResume, String methods, KeywordFilter keywords, RunPolicy runs) {

    /** The policy of a new check. */
    public static final PingPolicy DEFAULT = new PingPolicy(false, "", KeywordFilter.NONE, RunPolicy.NONE);

    /** The same policy with other expectations of runs. */
    public PingPolicy with(RunPolicy changed) {
        return new PingPolicy(manualResume, methods, keywords, changed);
    }

    public boolean takesOnlyPost() {
        return methods.equals("POST");
    }
}
