package dev.rollcall.channel.http;

import dev.rollcall.platform.deploy.Release;
import java.time.Duration;

/** Calls to receivers of a test. */
public final class TestReceivers {

    private static final Release RELEASE = new Release("v1", "commit", "then", "unknown", "17");

    private TestReceivers() {}

    /** Calls that may go to this machine. */
    public static Receivers local() {
        return of(Duration.ofSeconds(5), true);
    }

    public static Receivers of(Duration timeout, boolean allowPrivate) {
        return new Receivers(RELEASE, new ReceiverSettings(timeout, allowPrivate));
    }

    static Receivers of(ReceiverConnections connections) {
        return new Receivers(RELEASE, true, () -> connections);
    }
}
