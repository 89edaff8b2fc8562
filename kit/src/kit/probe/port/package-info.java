/** Probes of ports: factor 7. */
@org.jspecify.annotations.NullMarked
package kit.probe.port;
