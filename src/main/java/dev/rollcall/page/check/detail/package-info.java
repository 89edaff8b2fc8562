/** The page of one check: what happened, how long its runs took, who was told. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.check.detail;
