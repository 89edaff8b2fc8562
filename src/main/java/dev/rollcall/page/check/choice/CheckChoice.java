package dev.rollcall.page.check.choice;

/** A check that a form offers, by its unique key. */
public record CheckChoice(String key, String name, boolean isChosen) {}
