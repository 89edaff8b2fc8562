/** The forms that create and change a check. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.check.edit;
