package dev.rollcall.signin.password;

/** Why a text may not become a password. Each has a text on the page of the account. */
public enum PasswordFault {
    /** Shorter than people may choose, or longer than the algorithm reads. */
    LENGTH,
    /** Too short without the names that everybody can guess: those of the site and of the person. */
    NAMES,
    /** One of the passwords that are used most, which are tried first. */
    COMMON
}
