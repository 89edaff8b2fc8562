package dev.rollcall.account.invitation;

/** The project has the maximum number of invitations that nobody has accepted yet. */
public final class TooManyInvitationsException extends RuntimeException {

    TooManyInvitationsException() {
        super("the project has " + Invitations.MAX_OPEN + " open invitations; withdraw one");
    }
}
