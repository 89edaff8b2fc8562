/** Checks: their definitions, schedules and states, and the API to manage them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Check",
        allowedDependencies = {"platform", "admin", "admin :: verify", "audit", "project"})
package dev.rollcall.check;
