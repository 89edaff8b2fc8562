/** The metrics of each check of a project, for Prometheus. No other module imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Metrics",
        allowedDependencies = {"platform", "project", "check", "check :: schedule", "check :: state"})
package dev.rollcall.metrics;
