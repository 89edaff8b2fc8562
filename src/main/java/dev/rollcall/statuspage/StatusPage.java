package dev.rollcall.statuspage;

import dev.rollcall.project.ProjectId;

/**
 * The settings of a status page.
 *
 * @param slug the last part of its address, which no other page of the deploy has
 * @param isPublic whether strangers may read it; otherwise it is as if it did not exist
 */
public record StatusPage(ProjectId project, String title, String slug, boolean isPublic) {}
