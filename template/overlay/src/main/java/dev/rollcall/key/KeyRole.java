package dev.rollcall.key;

/** What a key may do. */
public enum KeyRole {
    READ,
    /** Includes reading. */
    WRITE
}
