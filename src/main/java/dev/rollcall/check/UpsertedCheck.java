package dev.rollcall.check;

/**
 * The result of a request to create a check.
 *
 * @param isNew whether the check was created; otherwise an existing check was changed
 */
public record UpsertedCheck(CheckView check, boolean isNew) {}
