/** The settings of a project: its name, its status page, and where the other settings are. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.project;
