package dev.rollcall.platform.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what each client, or each project, holds at this moment. One that holds nothing takes no memory. */
public final class ClientShares {

    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    /** Adds one, and returns how many the client holds now. */
    public long add(String client) {
        return add(client, 1);
    }

    /** Adds so many, and returns how many the client holds now. */
    public long add(String client, long count) {
        return held.merge(client, count, Long::sum);
    }

    public void remove(String client) {
        remove(client, 1);
    }

    public void remove(String client, long count) {
        held.computeIfPresent(client, (known, before) -> before == count ? null : Long.valueOf(before - count));
    }

    public long of(String client) {
        return held.getOrDefault(client, 0L);
    }
}
