package dev.rollcall.ping.admission;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Makes places for tests of other packages. */
public final class Overloads {

    private Overloads() {}

    /** Room for two pings, which two clients have; a third one was refused just now. */
    public static WaitingPings refusing() {
        var places = new WaitingPings(WaitingPings.COMMIT_BYTES, new SimpleMeterRegistry(), System::nanoTime);
        for (int n = 0; n < 4; n++) {
            places.committed(Duration.ofHours(1));
        }
        for (int n = 1; n <= 3; n++) {
            places.enter("192.0.2." + n, 0);
        }
        return places;
    }
}
