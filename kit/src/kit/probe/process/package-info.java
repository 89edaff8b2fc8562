/** Probes of processes, their start and their end: factors 8 and 9. */
@org.jspecify.annotations.NullMarked
package kit.probe.process;
