/** Pings: the endpoints that receive them, and the recorder, which answers a ping only when it is durable. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Ping",
        allowedDependencies = {
            "platform",
            "admin",
            "admin :: verify",
            "project",
            "check",
            "check :: schedule",
            "check :: state",
            "flip"
        })
package dev.rollcall.ping;
