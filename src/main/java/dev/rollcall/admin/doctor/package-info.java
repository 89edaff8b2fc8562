/** What doctor looks at, as far as it is no other module's business. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.admin.doctor;
