package dev.rollcall.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The e-mail address of an account, in lower case. It has no display name, no comment and no quotes.
 *
 * @param address at most 254 characters (RFC 5321, 4.5.3.1.3)
 */
public record Mailbox(String address) {

    private static final int MAX_LENGTH = 254;
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*+");

    /** Reads an address, however it is written; empty if it is not one. */
    public static Optional<Mailbox> parse(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return address.length() <= MAX_LENGTH && FORM.matcher(address).matches()
                ? Optional.of(new Mailbox(address))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return address;
    }
}
