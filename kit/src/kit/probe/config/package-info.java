/** Probes of the configuration: factors 3 and 10. */
@org.jspecify.annotations.NullMarked
package kit.probe.config;
