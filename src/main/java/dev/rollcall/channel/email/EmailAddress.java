package dev.rollcall.channel.email;

import dev.rollcall.platform.config.UnusableValueException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One mailbox, {@code ops@example.com} or {@code Rollcall <ops@example.com>}. */
public final class EmailAddress {

    private static final String FORM = "must be an e-mail address, ops@example.com or Name <ops@example.com>";
    private static final int LONGEST = 254;
    // Narrower than the standards: no comments, quotes or address literals, which only injections use.
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");

    private final InternetAddress address;

    private EmailAddress(InternetAddress address) {
        this.address = address;
    }

    /**
     * Reads an address, with or without the name of whom it belongs to.
     *
     * @throws UnusableValueException when it is not one
     */
    public static EmailAddress from(String text) {
        try {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new UnusableValueException(FORM);
            }
            var address = new InternetAddress(text.strip(), true);
            if (!isMailbox(address.getAddress())) {
                throw new UnusableValueException(FORM);
            }
            address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
            return new EmailAddress(address);
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new UnusableValueException(FORM);
        }
    }

    /** Whether a text is an address and nothing else: no name, no second address. */
    static boolean isMailbox(String text) {
        if (text.length() > LONGEST || !MAILBOX.matcher(text).matches()) {
            return false;
        }
        try {
            new InternetAddress(text, true).validate();
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    InternetAddress address() {
        return address;
    }

    /** What stands behind the {@code @}. */
    String domain() {
        return address.getAddress().substring(address.getAddress().indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return address.toUnicodeString();
    }
}
