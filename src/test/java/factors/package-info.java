/**
 * Black-box tests of the twelve factors: they know nothing of our classes. They start the packaged jar by the lines of
 * the Procfile, with an environment of their own.
 */
@org.jspecify.annotations.NullMarked
package factors;
