package dev.rollcall.badge;

import java.util.Locale;

/** The status on a badge, with its colours. */
enum BadgeStatus {
    UP("#4c1", "success"),
    /** Only on a badge with three states. */
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

    /** The name of the colour at Shields.io. */
    String shieldsColour() {
        return shieldsColour;
    }
}
