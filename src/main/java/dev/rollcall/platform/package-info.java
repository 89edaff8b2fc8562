/** The base of all modules: start, settings, database, errors, release, health. Imports no other module. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Platform",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.rollcall.platform;
