package dev.rollcall.signin;

import dev.rollcall.account.ProjectRole;
import java.util.List;
import java.util.Optional;

/**
 * Who may open which page. The first line that fits a request decides. A page without a line is open to nobody; a test
 * fails for a page that has none.
 *
 * @param isReading whether the line is only about GET and HEAD
 * @param path a pattern of Spring's paths; {@code project} is the id of a project
 * @param role what the reader must be in that project; empty if no project is needed
 */
record PageAccess(boolean isReading, String path, Who who, Optional<ProjectRole> role) {

    /** Where a browser asks what a new passkey should be. */
    static final String NEW_PASSKEY = "/webauthn/register/options";

    /** All lines, in their order. */
    static final List<PageAccess> ALL = List.of(
            anybody("/"),
            anybody("/sign-in"),
            anybody("/sign-in/**"),
            // Also for somebody whose session has ended meanwhile.
            anybody("/sign-out"),
            anybody("/webauthn/authenticate/options"),
            anybody("/login/webauthn"),
            recently(NEW_PASSKEY),
            // Not what is below it: Spring Security deletes passkeys there, which the page of the account does itself.
            recently("/webauthn/register"),
            signedIn("/invitation/**"),
            signedIn("/account"),
            signedIn("/account/profile"),
            // Decides how somebody can sign in to the account, and who stays signed in.
            recently("/account/**"),
            signedIn("/projects/"),
            operator("/system"),
            operator("/system/**"),
            // Bodies may contain secrets, and a viewer does not see ids.
            in("/projects/{project}/checks/{key}/pings/**", ProjectRole.MEMBER),
            in("/projects/{project}/checks/new", ProjectRole.MEMBER),
            in("/projects/{project}/checks/{key}/edit/**", ProjectRole.MEMBER),
            reading("/projects/{project}/checks/**", ProjectRole.VIEWER),
            in("/projects/{project}/checks/**", ProjectRole.MEMBER),
            // The addresses of channels are secrets.
            in("/projects/{project}/channels/**", ProjectRole.MEMBER),
            in("/projects/{project}/settings/maintenance/**", ProjectRole.MEMBER),
            in("/projects/{project}/settings/badges/**", ProjectRole.MEMBER),
            reading("/projects/{project}/settings/", ProjectRole.MEMBER),
            in("/projects/{project}/settings/**", ProjectRole.OWNER));

    /** The paths of pages. Only they have a session. */
    static final String[] PATHS = {
        "/",
        "/sign-in",
        "/sign-in/**",
        "/sign-out",
        "/account",
        "/account/**",
        "/projects",
        "/projects/**",
        "/system",
        "/system/**",
        "/invitation/**",
        "/webauthn/**",
        "/login/webauthn"
    };

    /** Who may ask at all. */
    enum Who {
        ANYBODY,
        SIGNED_IN,
        /** Signed in a short while ago ({@link RecentSignIn}); others are asked to sign in again. */
        SIGNED_IN_RECENTLY,
        /** An operator of the deploy, whom a task has named. For others the page does not exist. */
        OPERATOR
    }

    private static PageAccess anybody(String path) {
        return new PageAccess(false, path, Who.ANYBODY, Optional.empty());
    }

    private static PageAccess signedIn(String path) {
        return new PageAccess(false, path, Who.SIGNED_IN, Optional.empty());
    }

    private static PageAccess recently(String path) {
        return new PageAccess(false, path, Who.SIGNED_IN_RECENTLY, Optional.empty());
    }

    private static PageAccess operator(String path) {
        return new PageAccess(false, path, Who.OPERATOR, Optional.empty());
    }

    private static PageAccess reading(String path, ProjectRole role) {
        return new PageAccess(true, path, Who.SIGNED_IN, Optional.of(role));
    }

    private static PageAccess in(String path, ProjectRole role) {
        return new PageAccess(false, path, Who.SIGNED_IN, Optional.of(role));
    }
}
