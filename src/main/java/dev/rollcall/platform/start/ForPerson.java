package dev.rollcall.platform.start;

import dev.rollcall.platform.log.Terminal;
import dev.rollcall.platform.process.CommandLine;

/**
 * Whether a start is a task that a person runs at a terminal. Such a task logs warnings and errors only, as text, so
 * that its result stands alone. Variables that are set win.
 */
final class ForPerson {

    private ForPerson() {}

    static boolean is(CommandLine launch) {
        return launch.isTask() && Terminal.isAttached();
    }
}
