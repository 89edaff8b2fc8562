package dev.rollcall.account;

/** The project would have no owner. The message is for the person who tried. */
public final class LastOwnerException extends RuntimeException {

    LastOwnerException() {
        super("this is the last owner of the project; make another person an owner first");
    }
}
