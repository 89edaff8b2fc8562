/** What the API says about a project itself: its audit log. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.project.api;
