package dev.rollcall.platform.process;

/**
 * The paths that machines ask for every few seconds: a platform for the health of a process, and a web process for its
 * own deploy. They are neither logged nor traced, and do not show that anybody uses the deploy.
 */
public final class MachineRequests {

    /** Before the challenge that a web process sends to its own deploy. */
    public static final String REACH = "/reach/";

    private static final String ACTUATOR = "/actuator/";

    private MachineRequests() {}

    /** Whether the path, without its query, is one of them. */
    public static boolean include(String path) {
        return path.startsWith(ACTUATOR) || path.startsWith(REACH);
    }
}
