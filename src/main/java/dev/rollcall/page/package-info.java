/** The pages for people. No other module uses them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Page",
        allowedDependencies = {
            "platform",
            "admin",
            "admin :: doctor",
            "audit",
            "project",
            "account",
            "check",
            "check :: schedule",
            "check :: state",
            "flip",
            "mute",
            "mute :: maintenance",
            "mute :: snooze",
            "statuspage",
            "whatif"
        })
package dev.rollcall.page;
