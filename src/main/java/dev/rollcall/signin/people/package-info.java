/** The pages on which people are invited to a project, join it, and leave it. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.people;
