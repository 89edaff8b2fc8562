package dev.rollcall.account;

import dev.rollcall.project.ProjectId;

/** A project of an account, and what the account may do there. */
public record Membership(ProjectId project, String projectName, ProjectRole role) {}
