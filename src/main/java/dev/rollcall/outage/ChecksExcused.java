package dev.rollcall.outage;

import dev.rollcall.platform.worker.Outage;
import dev.rollcall.project.ProjectId;

/**
 * Checks of a project were excused for an outage. Published once for each project and outage, in the transaction that
 * settles the outage.
 */
public record ChecksExcused(Outage outage, ProjectId project, long checks) {}
