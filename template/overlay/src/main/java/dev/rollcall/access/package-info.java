/** Which requests are allowed, and API keys in requests. No other module imports it. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"platform", "key"})
package dev.rollcall.access;
