/** People: their accounts, the links that sign in once, and the tasks for them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Account",
        allowedDependencies = {"platform", "admin"})
package dev.rollcall.account;
