/** Who may call which path: API keys, and the rules for every route. No other module imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"platform", "project"})
package dev.rollcall.access;
