/** Deliveries: the queue, and how an alert is sent, retried and logged. No other module imports this one. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "platform",
            "admin",
            "admin :: verify",
            "project",
            "check",
            "check :: schedule",
            "check :: state",
            "flip",
            "mute",
            "channel",
            "channel :: subscription",
            "channel :: text",
            "outage"
        })
package dev.rollcall.delivery;
