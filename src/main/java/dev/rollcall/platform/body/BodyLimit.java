package dev.rollcall.platform.body;

import java.util.function.Supplier;

/**
 * How large a body may be.
 *
 * @param tooLarge creates the refusal of a larger one
 */
record BodyLimit(int maxBytes, Supplier<? extends RuntimeException> tooLarge) {}
