/**
 * Causes faults while a deploy is under load, and counts what was promised and what was kept. Compiled and run with
 * {@code -Pfaults}; docs/reliability.md has the results.
 */
@org.jspecify.annotations.NullMarked
package faults;
