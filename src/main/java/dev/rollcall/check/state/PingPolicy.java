package dev.rollcall.check.state;

/**
 * Which pings of a check count, and as what.
 *
 * @param manualResume whether a paused check stays paused when it is pinged
 * @param methods {@code POST} when only that method counts, else empty
 */
public record PingPolicy(boolean manualResume, String methods, KeywordFilter keywords) {

    /** The policy of a new check. */
    public static final PingPolicy DEFAULT = new PingPolicy(false, "", KeywordFilter.NONE);

    public boolean takesOnlyPost() {
        return methods.equals("POST");
    }
}
