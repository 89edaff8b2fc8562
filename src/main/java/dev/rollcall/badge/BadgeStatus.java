package dev.rollcall.badge;

import dev.rollcall.platform.xml.BadgeSvg.Colour;
import java.util.Locale;

/** The status on a badge, with its colours. */
enum BadgeStatus {
    UP(Colour.GREEN, "success"),
    /** Only on a badge with three states. */
    LATE(Colour.ORANGE, "important"),
    DOWN(Colour.RED, "critical");

    private final Colour colour;
    private final String shieldsColour;

    BadgeStatus(Colour colour, String shieldsColour) {
        this.colour = colour;
        this.shieldsColour = shieldsColour;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Colour colour() {
        return colour;
    }

    /** The name of the colour at Shields.io. */
    String shieldsColour() {
        return shieldsColour;
    }
}
