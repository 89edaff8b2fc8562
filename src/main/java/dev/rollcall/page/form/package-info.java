/** What the forms of several pages have in common. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.form;
