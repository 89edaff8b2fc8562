/** A tiny service for the tests of the kit, which can break each demand. */
@org.jspecify.annotations.NullMarked
package kit.sample;
