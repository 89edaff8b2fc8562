/** The pages for people. No other module uses them. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Page",
        allowedDependencies = {"platform", "check :: schedule"})
package dev.rollcall.page;
