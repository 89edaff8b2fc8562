package kit.service;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A one-off process that has run.
 *
 * @param status its exit status; empty if it had to be killed
 * @param listened the sockets that it listened on meanwhile
 */
public record OneOff(ServiceProcess process, OptionalInt status, Set<Listener> listened, Duration taken) {

    /** The type of the process that {@code --task} gives. */
    public static final String TASK = "task";

    public boolean succeeded() {
        return status.isPresent() && status.getAsInt() == 0;
    }

    /** For evidence. */
    public String describe() {
        String end = status.isPresent()
                ? "ended with status " + status.getAsInt() + " after " + Text.seconds(taken)
                : "did not end within " + Text.seconds(taken);
        return process.type() + " " + end + (succeeded() ? "" : "; " + process.lastWords());
    }
}
