/** Changes of status: recording each, and finding the silence that makes one. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Flip",
        allowedDependencies = {"platform", "admin", "project", "check", "check :: schedule", "check :: state"})
package dev.rollcall.flip;
