package dev.rollcall.signin.session;

import java.time.Instant;

/**
 * A session of an account, as its owner sees it.
 *
 * @param handle ends the session; not its id
 * @param client the address that signed in; may be empty
 * @param program the browser, as it names itself; may be empty
 */
public record OpenSession(
        String handle, Instant signedInAt, Instant lastAccessAt, String client, String program, boolean isCurrent) {

    /** The browser in the words of its owner. */
    public ProgramName programName() {
        return ProgramName.of(program);
    }
}
