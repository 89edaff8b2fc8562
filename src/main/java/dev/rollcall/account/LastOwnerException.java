package dev.rollcall.account;

/** The change would leave the project without an owner. The message is for the person who tried it. */
public final class LastOwnerException extends RuntimeException {

    LastOwnerException() {
        super("this is the last owner of the project; make another person an owner first");
    }
}
