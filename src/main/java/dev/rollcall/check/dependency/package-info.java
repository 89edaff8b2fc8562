/** The checks that a check depends on, which people set with the definition of the check. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.check.dependency;
