/** Opens the pages in a real browser, as people do. Compiled and run with {@code -Pbrowser}; needs {@code chromium}. */
@org.jspecify.annotations.NullMarked
package browser;
