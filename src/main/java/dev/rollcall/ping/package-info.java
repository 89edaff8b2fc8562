/** Signals from jobs: the end points, and the recorder that answers only what is durable. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Ping",
        allowedDependencies = {"platform", "admin", "project", "check", "check :: schedule", "check :: state", "flip"})
package dev.rollcall.ping;
