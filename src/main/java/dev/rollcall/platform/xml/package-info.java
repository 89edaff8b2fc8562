/** XML documents: text in them, and badges. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.xml;
