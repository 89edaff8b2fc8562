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
    /** In characters, of the address without the name (RFC 5321, 4.5.3.1.3). */
    private static final int MAX_LENGTH = 254;
    // Narrower than the standards: without comments, quotes and address literals, which only injections use.
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");

    private final InternetAddress address;

    private EmailAddress(InternetAddress address) {
        this.address = address;
    }

    /**
     * Parses an address, with or without the name of its owner.
     *
     * @throws UnusableValueException when it is invalid
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

    /** Whether a text is one bare address, without a name and without a second address. */
    static boolean isMailbox(String text) {
        if (text.length() > MAX_LENGTH || !MAILBOX.matcher(text).matches()) {
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

    /** The part after the {@code @}. */
    String domain() {
        return address.getAddress().substring(address.getAddress().indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return address.toUnicodeString();
    }
}
