package dev.rollcall.audit;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param id the id of the account or the key; null for the other kinds
 * @param name the name of the actor at that time, never a secret; may be empty
 */
public record Actor(Kind kind, @Nullable UUID id, String name) {

    /** An operator who runs a task. */
    public static final Actor TASK = new Actor(Kind.TASK, null, "");

    /** A job that pings. */
    public static final Actor PING = new Actor(Kind.PING, null, "");

    /** Somebody who has a link, such as one of an alert. The link does not say who. */
    static final Actor LINK = new Actor(Kind.LINK, null, "");

    public static Actor person(UUID account, String name) {
        return new Actor(Kind.PERSON, account, name);
    }

    /** The holder of an API key. The key has this id and this name; neither is the key itself. */
    public static Actor key(UUID id, String name) {
        return new Actor(Kind.KEY, id, name);
    }

    /** How an actor is known. */
    public enum Kind {
        PERSON,
        KEY,
        LINK,
        PING,
        TASK;

        /** The name of the kind in the API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
