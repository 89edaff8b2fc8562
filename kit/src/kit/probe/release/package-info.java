/** Probes of the release and of one-off processes: factors 5 and 12. */
@org.jspecify.annotations.NullMarked
package kit.probe.release;
