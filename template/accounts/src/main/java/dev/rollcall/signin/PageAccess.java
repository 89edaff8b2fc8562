package dev.rollcall.signin;

import java.util.List;

/**
 * Who may open which page. The first line that fits a request decides. A page without a line is open to nobody; a test
 * fails for a page that has none.
 *
 * @param path a pattern of Spring's paths
 */
record PageAccess(String path, Who who) {

    /** All lines, in their order. */
    static final List<PageAccess> ALL = List.of(
            new PageAccess("/sign-in", Who.ANYBODY),
            new PageAccess("/sign-in/**", Who.ANYBODY),
            // Also for somebody whose session has ended meanwhile.
            new PageAccess("/sign-out", Who.ANYBODY),
            new PageAccess("/", Who.SIGNED_IN),
            new PageAccess("/account", Who.SIGNED_IN),
            // Decides how somebody can sign in to the account, and who stays signed in.
            new PageAccess("/account/**", Who.SIGNED_IN_RECENTLY));

    /** The paths of pages. Only they have a session. */
    static final String[] PATHS = {"/", "/sign-in", "/sign-in/**", "/sign-out", "/account", "/account/**"};

    /** Who may ask at all. */
    enum Who {
        ANYBODY,
        SIGNED_IN,
        /** Signed in a short while ago ({@link RecentSignIn}); others are asked to sign in again. */
        SIGNED_IN_RECENTLY
    }
}
