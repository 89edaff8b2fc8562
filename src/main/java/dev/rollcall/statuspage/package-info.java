/** The settings of the status page of a project: its title, its address, and whether it is public. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Status page",
        allowedDependencies = {"platform", "audit", "project"})
package dev.rollcall.statuspage;
