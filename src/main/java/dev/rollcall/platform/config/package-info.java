/** Environment variables: their names, their values, and what is wrong with them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.config;
