/** Chooses checks in a form with a filter, because a project may have ten thousand of them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.check.choice;
