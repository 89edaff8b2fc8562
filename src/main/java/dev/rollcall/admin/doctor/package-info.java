/** The doctor, and the probes that belong to no other module. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.admin.doctor;
