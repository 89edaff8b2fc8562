/** The page that lists the checks of a project. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.check;
