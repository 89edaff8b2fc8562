/** Maintenance windows: their definitions, the API for them, and their import from another deploy. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("maintenance")
package dev.rollcall.mute.maintenance;
