package dev.rollcall.platform.database;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are deleted once they are past their retention. A bean of this type is all that a new kind of row needs:
 * {@code --task=prune} and the workers' daily job ask every one of them.
 *
 * <p>It walks along the primary key, so that it needs no index of its own: each batch looks at a bounded number of
 * rows behind a mark, deletes what is due of them, and says where it got. What is cut short by a signal, or run twice
 * at once, is simply done again.
 */
public interface Prunable {

    /** What is deleted, {@code flips}. */
    String name();

    /**
     * One batch, in a transaction of its own.
     *
     * @param mark where the batch before got, or null for the first
     */
    Batch prune(@Nullable String mark);

    /**
     * What a batch did.
     *
     * @param next the mark for the next batch, or null at the end
     */
    record Batch(int deleted, @Nullable String next) {}
}
