package dev.rollcall.platform.limit;

import java.util.concurrent.Semaphore;

/** A number of permits of which one client may have only some, so that a flood from one client leaves the rest to others. */
public final class SharedPermits {

    private final int maxOfClient;
    private final Semaphore free;
    private final ClientShares shares = new ClientShares();

    /**
     * @param size how many there are
     * @param maxOfClient how many of them one client may have
     */
    public SharedPermits(int size, int maxOfClient) {
        this.maxOfClient = maxOfClient;
        this.free = new Semaphore(size);
    }

    /** Takes one for this client, and does not wait. False if none is free, or the client has its share. */
    public boolean tryAcquire(String client) {
        if (shares.add(client) <= maxOfClient && free.tryAcquire()) {
            return true;
        }
        shares.remove(client);
        return false;
    }

    /** Gives back one that this client has. */
    public void release(String client) {
        free.release();
        shares.remove(client);
    }
}
