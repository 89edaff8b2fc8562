package dev.rollcall.account;

/** The project has no such person. */
public final class MemberNotFoundException extends RuntimeException {

    MemberNotFoundException() {
        super("the project has no such person");
    }
}
