package dev.rollcall.admin;

import dev.rollcall.platform.worker.Backlog;
import java.time.Duration;
import java.util.Locale;

/**
 * One row of what {@code --task=doctor} prints. Holds no secret.
 *
 * @param check what was examined, such as {@code schema}
 * @param found what was found
 * @param advice what to do about it; empty if nothing needs to be done
 */
public record Finding(String check, State state, String found, String advice) {

    /** The state. Only BROKEN makes the doctor fail. */
    public enum State {
        OK,
        WARN,
        BROKEN;

        /** As it is printed. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding ok(String check, String found) {
        return new Finding(check, State.OK, found, "");
    }

    public static Finding warn(String check, String found, String advice) {
        return new Finding(check, State.WARN, found, advice);
    }

    public static Finding broken(String check, String found, String advice) {
        return new Finding(check, State.BROKEN, found, advice);
    }

    /** For work that a worker takes within seconds: broken if the oldest has waited for more than a minute. */
    public static Finding backlog(String check, String found, Duration oldest, String advice) {
        return oldest.compareTo(Backlog.MAX_LAG) > 0 ? broken(check, found, advice) : ok(check, found);
    }
}
