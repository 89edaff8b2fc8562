package dev.rollcall.ping.admission;

/** The answers to pings that are not accepted. */
public final class PingRefusal {

    /** With status 503. */
    public static final String UNAVAILABLE = "unavailable, try again later";

    /** With status 429. */
    public static final String TOO_MANY = "rate limit exceeded, try again later";

    private PingRefusal() {}
}
