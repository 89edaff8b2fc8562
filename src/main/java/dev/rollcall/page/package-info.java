/** The pages for people. No other module uses them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Page",
        allowedDependencies = {"platform", "project", "check :: schedule", "flip", "mute", "statuspage"})
package dev.rollcall.page;
