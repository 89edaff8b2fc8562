/** Which release this is, from which jar, and by which address the world knows it. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.deploy;
