/** Measures how fast the service is: ratios, measured in one run on one machine by {@code bench/run}. */
@org.jspecify.annotations.NullMarked
package bench;
