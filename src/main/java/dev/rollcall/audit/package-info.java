/** The audit log: who did what in a project. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"platform"})
package dev.rollcall.audit;
