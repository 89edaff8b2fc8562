/** Finding checks by slug or by unique fields, one request of a project after the other. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.check.lookup;
