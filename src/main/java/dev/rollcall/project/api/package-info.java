/** The API for what belongs to a project itself: its keys and its audit log. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.project.api;
