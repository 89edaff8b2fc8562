/** The page of the system, for operators: whether this deploy does its work. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.system;
