/** Channels: where alerts are sent, and what each kind of channel sends. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Channel",
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
package dev.rollcall.channel;
