package dev.rollcall.platform.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes advisory locks. They are for rules that no row can guard, because the row does not exist yet. */
@Component
public class LockStore {

    private final JdbcClient jdbc;

    LockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes other transactions that lock this name wait until this one ends. Readers do not wait.
     *
     * @param name must stay the same between releases, because two of them run during a deploy
     */
    public void lock(String name) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query(row -> {});
    }
}
