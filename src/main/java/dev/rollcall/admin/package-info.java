/** One-off processes: what a task is, how it is run, and the tasks that belong to no other module. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Admin",
        allowedDependencies = {"platform"})
package dev.rollcall.admin;
