/**
 * Badges: images and JSON documents that show the status of checks, and the page to copy them from. No other module
 * imports it.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Badge",
        allowedDependencies = {"platform", "project", "check", "check :: schedule", "check :: state"})
package dev.rollcall.badge;
