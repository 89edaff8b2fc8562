/** One-off processes: what an administration task is, the one that runs it, and the tasks of no other module. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Admin",
        allowedDependencies = {"platform"})
package dev.rollcall.admin;
