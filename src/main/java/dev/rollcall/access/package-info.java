/** API keys and the access rules of every route. No other module imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"platform", "audit", "project"})
package dev.rollcall.access;
