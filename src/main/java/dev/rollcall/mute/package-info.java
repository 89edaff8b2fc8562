/** Decides when alerts of a check are muted: maintenance windows, snoozes, and parents that are down. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Mute",
        allowedDependencies = {
            "platform",
            "admin",
            "admin :: verify",
            "audit",
            "project",
            "check",
            "check :: schedule",
            "check :: state",
            "flip"
        })
package dev.rollcall.mute;
