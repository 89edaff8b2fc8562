/** The page on which owners read who did what in their project. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.audit;
