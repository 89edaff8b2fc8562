/** What is shown to people and pages. Nobody imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Dashboard",
        allowedDependencies = {"platform", "project", "check"})
package dev.rollcall.dashboard;
