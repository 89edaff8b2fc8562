package dev.rollcall.platform.log;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person is at this process: its standard input and output are a terminal, not a pipe or a file. */
public final class Terminal {

    private static final boolean ATTACHED = isTerminal(System.console());

    private Terminal() {}

    public static boolean isAttached() {
        return ATTACHED;
    }

    /** Java 22 to 24 have a console behind a pipe, too, and a method that tells; earlier and later ones do not. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
