/** Keys with which programs call the API on behalf of an account, and the tasks that create and revoke them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Key",
        allowedDependencies = {"platform", "admin", "account"})
package dev.rollcall.key;
