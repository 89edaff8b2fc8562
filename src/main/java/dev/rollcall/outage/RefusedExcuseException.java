package dev.rollcall.outage;

import dev.rollcall.check.state.CheckId;
import java.util.UUID;

/** A check cannot be excused, because of what is stored for it. */
final class RefusedExcuseException extends RuntimeException {

    private final UUID check;

    RefusedExcuseException(CheckId check, RuntimeException cause) {
        super(cause);
        this.check = check.value();
    }

    CheckId check() {
        return new CheckId(check);
    }
}
