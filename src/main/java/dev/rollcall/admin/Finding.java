package dev.rollcall.admin;

import java.util.Locale;

/**
 * One row of what {@code --task=doctor} prints. Holds no secret.
 *
 * @param check what was looked at, {@code schema}
 * @param found what is the case
 * @param advice what to do about it; empty when nothing is to be done
 */
public record Finding(String check, State state, String found, String advice) {

    /** How it stands. Only BROKEN makes the doctor fail. */
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
}
