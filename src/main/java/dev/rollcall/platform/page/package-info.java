/** What all pages for people share: templates, assets, language, time zone, error pages. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.page;
