package dev.rollcall.badge;

import java.util.Locale;

/** What a badge says, and in which colours. */
enum BadgeStatus {
    UP("#4c1", "success"),
    /** Only where a badge has three states. */
    LATE("#fe7d37", "important"),
    DOWN("#e05d44", "critical");

    private final String colour;
    private final String shieldsColour;

    BadgeStatus(String colour, String shieldsColour) {
        this.colour = colour;
        this.shieldsColour = shieldsColour;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String colour() {
        return colour;
    }

    /** By the name that Shields.io has for it. */
    String shieldsColour() {
        return shieldsColour;
    }
}
