/** Flips: stores each change of status, and finds the checks that are overdue. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Flip",
        allowedDependencies = {
            "platform",
            "admin",
            "admin :: verify",
            "audit",
            "project",
            "check",
            "check :: schedule",
            "check :: state"
        })
package dev.rollcall.flip;
