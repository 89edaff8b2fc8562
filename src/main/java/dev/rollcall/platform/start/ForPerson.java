package dev.rollcall.platform.start;

import dev.rollcall.platform.log.Terminal;
import dev.rollcall.platform.process.CommandLine;

/**
 * Whether a start is a task that a person runs at a terminal. Such a task logs only warnings and errors, as text, so
 * its result is not lost among log lines. Variables that are set take precedence.
 */
final class ForPerson {

    private ForPerson() {}

    static boolean is(CommandLine launch) {
        return launch.isTask() && Terminal.isAttached();
    }
}
