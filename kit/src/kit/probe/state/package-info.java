/** Probes of what a process keeps: factors 6 and 11. */
@org.jspecify.annotations.NullMarked
package kit.probe.state;
