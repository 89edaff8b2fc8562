/** Environment variables: which there are, what they hold, and what is wrong with them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.config;
