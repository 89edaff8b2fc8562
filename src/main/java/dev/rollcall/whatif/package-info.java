/** What a check would have reported with other settings: its stored pings, replayed. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "What if",
        allowedDependencies = {"platform", "project", "check", "check :: schedule", "check :: state"})
package dev.rollcall.whatif;
