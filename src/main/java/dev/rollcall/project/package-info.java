/** Projects, their keys, and who a request comes from. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Project",
        allowedDependencies = {"platform", "admin"})
package dev.rollcall.project;
