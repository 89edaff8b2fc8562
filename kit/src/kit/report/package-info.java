/** The findings as a table, as JSON and as a badge. */
@org.jspecify.annotations.NullMarked
package kit.report;
