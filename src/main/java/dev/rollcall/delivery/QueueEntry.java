package dev.rollcall.delivery;

/** What becomes of the queue's entry after a worker took it. */
public enum QueueEntry {
    /** Nothing is left to be done. */
    REMOVE,
    /** It went with the note that the channel was told, or is handed back to the other workers. */
    LEAVE,
    /** An earlier alert of the same check and channel comes first. */
    PUT_OFF
}
