/** What every module stands on: launch, settings, database, errors, identity, health. Knows no other module. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Platform",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.rollcall.platform;
