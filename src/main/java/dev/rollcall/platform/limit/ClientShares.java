package dev.rollcall.platform.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what each client, or each project, holds at this moment. One that holds nothing takes no memory. */
public final class ClientShares {

    private final ConcurrentMap<String, Integer> held = new ConcurrentHashMap<>();

    /** Adds one, and returns how many the client holds now. */
    public int add(String client) {
        return held.merge(client, 1, Integer::sum);
    }

    public void remove(String client) {
        held.computeIfPresent(client, (known, count) -> count == 1 ? null : count - 1);
    }

    public int of(String client) {
        return held.getOrDefault(client, 0);
    }
}
