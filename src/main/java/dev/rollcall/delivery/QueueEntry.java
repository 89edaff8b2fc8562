package dev.rollcall.delivery;

/** What to do with the queue's entry after a worker has taken it. */
public enum QueueEntry {
    /** Remove it; nothing is left to do. */
    REMOVE,
    /** Leave it: it was removed when the success was recorded, or it is handed back to the other workers. */
    LEAVE,
    /** Postpone it: an earlier alert of the same check and channel comes first. */
    PUT_OFF
}
