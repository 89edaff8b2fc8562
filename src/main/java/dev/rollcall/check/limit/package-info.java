/** How many checks a project may have. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("limit")
package dev.rollcall.check.limit;
