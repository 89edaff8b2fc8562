/** Finds checks by slug or by unique fields. Upserts of one project run one after another. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.check.lookup;
