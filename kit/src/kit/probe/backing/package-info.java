/** Probes of the database as an attached resource: factor 4. */
@org.jspecify.annotations.NullMarked
package kit.probe.backing;
