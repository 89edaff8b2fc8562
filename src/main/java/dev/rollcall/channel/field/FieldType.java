package dev.rollcall.channel.field;

import dev.rollcall.channel.address.ReceiverAddress;
import dev.rollcall.platform.time.TimeZones;

/** The type of a field's value in a request. */
public enum FieldType {
    /** A string without control characters. */
    TEXT("a string"),
    /** The address of a receiver. */
    URL("an http:// or https:// address"),
    /** A name of the time zone database. */
    TIME_ZONE("the name of a time zone, such as Europe/Riga"),
    NUMBER("a whole number"),
    OBJECT("an object");

    private final String words;

    FieldType(String words) {
        this.words = words;
    }

    /** For error messages: {@code must be ...}. */
    String words() {
        return words;
    }

    /** Whether a text has the form of this type. */
    boolean allows(String text) {
        return switch (this) {
            case URL -> ReceiverAddress.isValid(text);
            case TIME_ZONE -> TimeZones.find(text).isPresent();
            default -> text.chars().noneMatch(Character::isISOControl);
        };
    }
}
