/** The page on which owners create, replace and revoke the keys of their project. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.keys;
