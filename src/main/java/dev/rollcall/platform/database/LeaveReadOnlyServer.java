package dev.rollcall.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Leaves a server that has become read-only. After a failover without a restart, the next connections are opened to the
 * host that accepts writes. The connection that failed is closed, and so are all others of the process when nobody uses
 * them: they lead to the same server, and otherwise each would fail once more.
 */
public final class LeaveReadOnlyServer implements SQLExceptionOverride {

    private static final String READ_ONLY = "25006";

    /** A server that stays read-only still answers reads, so its connections are not all closed at each failure. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    private long leftAt = System.nanoTime() - PAUSE.toNanos();

    /** Adds a pool that has not been used yet, and returns it. */
    public HikariDataSource watched(HikariDataSource pool) {
        pool.setExceptionOverride(this);
        pools.add(pool);
        return pool;
    }

    /** In addition to the connections that a pool closes by itself. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!READ_ONLY.equals(failure.getSQLState())) {
            return Override.CONTINUE_EVICT;
        }
        leave();
        return Override.MUST_EVICT;
    }

    private synchronized void leave() {
        long now = System.nanoTime();
        if (now - leftAt < PAUSE.toNanos()) {
            return;
        }
        leftAt = now;
        for (HikariDataSource pool : pools) {
            HikariPoolMXBean used = pool.getHikariPoolMXBean();
            if (used != null) {
                used.softEvictConnections();
            }
        }
    }
}
