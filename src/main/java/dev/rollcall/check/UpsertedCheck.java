package dev.rollcall.check;

/**
 * What became of a request to make a check.
 *
 * @param isNew whether it was made; else one that was there has been changed
 */
public record UpsertedCheck(CheckView check, boolean isNew) {}
