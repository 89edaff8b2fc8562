/** The public status page of a project. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.status;
