/** Notes: a small resource that shows every pattern of this service once. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Note",
        allowedDependencies = {"platform", "admin"})
package dev.rollcall.note;
