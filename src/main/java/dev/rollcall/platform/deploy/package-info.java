/** Which release this is, which jar it runs, and its public address. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.deploy;
