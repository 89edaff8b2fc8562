package dev.rollcall.account;

/**
 * A person of a project.
 *
 * @param name may be empty
 */
public record Member(AccountId id, String email, String name, ProjectRole role, boolean isDisabled) {}
