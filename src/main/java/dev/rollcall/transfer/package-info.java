/**
 * Moves a project between deploys: export, import, and import by the published API. No other module imports this one.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Transfer",
        allowedDependencies = {
            "platform",
            "audit",
            "admin",
            "project",
            "check",
            "check :: schedule",
            "check :: state",
            "flip",
            "ping",
            "channel",
            "mute :: maintenance"
        })
package dev.rollcall.transfer;
