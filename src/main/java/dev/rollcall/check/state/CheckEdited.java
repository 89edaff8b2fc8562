package dev.rollcall.check.state;

/** A user changed the definition of a check. Published in the transaction of the change. */
public record CheckEdited(CheckId check) {}
