/** The doctor, and the probes that belong to no other module. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("doctor")
package dev.rollcall.admin.doctor;
