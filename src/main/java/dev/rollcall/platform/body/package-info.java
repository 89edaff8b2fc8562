/** Request bodies: how much memory and time they may take, and JSON bodies. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.body;
