/** The pages behind the links of alerts. Their secret is in the path, so they need no key. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.page;
