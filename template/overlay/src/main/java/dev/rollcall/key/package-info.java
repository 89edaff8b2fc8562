/** Keys with which programs call the API, and the tasks that create and revoke them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Key",
        allowedDependencies = {"platform", "admin"})
package dev.rollcall.key;
