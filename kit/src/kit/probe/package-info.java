/** What a probe is, and what it finds. */
@org.jspecify.annotations.NullMarked
package kit.probe;
