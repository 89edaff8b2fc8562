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
            "check :: limit",
            "check :: schedule",
            "check :: state",
            "flip",
            "mute",
            "mute :: maintenance",
            "mute :: snooze",
            "statuspage",
            "channel",
            "channel :: field",
            "channel :: subscription",
            "channel :: testalert",
            "whatif"
        })
package dev.rollcall.page;
