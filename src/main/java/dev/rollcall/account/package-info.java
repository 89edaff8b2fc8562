/** People: their accounts, what each may do in which project, and the links that sign in once. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Account",
        allowedDependencies = {"platform", "admin", "admin :: verify", "audit", "project"})
package dev.rollcall.account;
