/**
 * Outages of Rollcall itself: moves the deadlines of checks whose pings may have been lost, and lists these excuses.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Outage",
        allowedDependencies = {"platform", "admin", "admin :: verify", "project", "check", "check :: state", "flip"})
package dev.rollcall.outage;
