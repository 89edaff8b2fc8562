/** Probes of the source code and of the build: factors 1, 2 and 5. */
@org.jspecify.annotations.NullMarked
package kit.probe.source;
