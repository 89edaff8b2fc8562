/** Chooses checks in a form, by a filter: a project may have ten thousand of them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.check.choice;
