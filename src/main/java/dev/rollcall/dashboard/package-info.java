/** What is shown to people and pages. Nobody imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Dashboard",
        allowedDependencies = {"platform", "admin", "project", "check", "flip", "channel"})
package dev.rollcall.dashboard;
