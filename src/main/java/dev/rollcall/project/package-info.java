/** Projects and their keys, and the caller of a request. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Project",
        allowedDependencies = {"platform", "admin", "audit"})
package dev.rollcall.project;
