package dev.rollcall.platform.database;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are deleted when their retention has passed. A new kind of row needs only a bean of this type:
 * {@code --task=prune} and the workers' daily job call all such beans.
 *
 * <p>It walks along the primary key, so it needs no index of its own. Each batch looks at a bounded number of rows
 * after a mark, deletes those that are due, and returns the next mark. A run may be cut short, repeated, or run twice
 * at once.
 */
public interface Prunable {

    /** What is deleted, as people read it: {@code flips}. */
    String name();

    /**
     * Runs one batch in its own transaction.
     *
     * @param mark where the previous batch ended, or null for the first batch
     */
    Batch prune(@Nullable String mark);

    /**
     * The result of a batch.
     *
     * @param deleted how many rows
     * @param next the mark for the next batch, or null after the last
     */
    record Batch(int deleted, @Nullable String next) {

        /** The result of deleting at most {@code limit} rows, wherever they are. More may follow if it was as many. */
        public static Batch upTo(int limit, int deleted) {
            return new Batch(deleted, deleted == limit ? "more" : null);
        }
    }
}
