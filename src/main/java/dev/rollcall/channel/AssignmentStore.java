package dev.rollcall.channel;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Stores which channels are assigned to which check, and which are members of which group. */
@Component
class AssignmentStore {

    private static final int FETCH_ROWS = 1_000;

    /** Waits for a concurrent delete of a check or of the channel, and leaves it out. */
    private static final String ADD = """
            INSERT INTO check_channels (check_id, channel_id)
            SELECT k.id, c.id
            FROM channels c
            JOIN checks k ON k.project_id = c.project_id
            WHERE c.id = :channel
            """;

    private static final String ADD_ONCE = """
            ORDER BY k.id
            FOR KEY SHARE OF c, k
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    AssignmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Replaces the channels of the check. Waits for a concurrent delete of a channel, and leaves that channel out.
     */
    void replace(CheckId check, Set<UUID> channels) {
        jdbc.sql("DELETE FROM check_channels WHERE check_id = :check AND channel_id <> ALL (:channels)")
                .param("check", check.value())
                .param("channels", new SqlArrayValue("uuid", channels.toArray()))
                .update();
        jdbc.sql("""
                        INSERT INTO check_channels (check_id, channel_id)
                        SELECT :check, id
                        FROM channels
                        WHERE id = ANY (:channels)
                        ORDER BY id
                        FOR KEY SHARE
                        ON CONFLICT DO NOTHING
                        """)
                .param("check", check.value())
                .param("channels", new SqlArrayValue("uuid", channels.toArray()))
                .update();
    }

    /** Adds a channel to these checks, if they are in its project. Returns how many did not use it before. */
    int add(UUID channel, Collection<CheckId> checks) {
        return jdbc.sql(ADD + "AND k.id = ANY (:checks) " + ADD_ONCE)
                .param("channel", channel)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .update();
    }

    /** Adds a channel to every check of its project. Returns how many did not use it before. */
    int addAll(UUID channel) {
        return jdbc.sql(ADD + ADD_ONCE).param("channel", channel).update();
    }

    /** Removes a channel from these checks. Returns how many used it before. */
    int remove(UUID channel, Collection<CheckId> checks) {
        return jdbc.sql("DELETE FROM check_channels WHERE channel_id = :channel AND check_id = ANY (:checks)")
                .param("channel", channel)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .update();
    }

    /** Replaces the members of a group, as {@link #replace} does for a check. */
    void replaceMembers(UUID group, Set<UUID> members) {
        jdbc.sql("DELETE FROM channel_members WHERE group_id = :group AND channel_id <> ALL (:members)")
                .param("group", group)
                .param("members", new SqlArrayValue("uuid", members.toArray()))
                .update();
        jdbc.sql("""
                        INSERT INTO channel_members (group_id, channel_id)
                        SELECT :group, id
                        FROM channels
                        WHERE id = ANY (:members)
                        ORDER BY id
                        FOR KEY SHARE
                        ON CONFLICT DO NOTHING
                        """)
                .param("group", group)
                .param("members", new SqlArrayValue("uuid", members.toArray()))
                .update();
    }

    /** The members of a group, in ascending order of their ids. */
    List<UUID> members(UUID group) {
        return jdbc.sql("""
                        SELECT channel_id
                        FROM channel_members
                        WHERE group_id = :group
                        ORDER BY channel_id
                        """).param("group", group).query(UUID.class).list();
    }

    /** The channels of each check, in ascending order of their ids. Uses a cursor, so it needs a transaction. */
    Map<CheckId, List<UUID>> of(Collection<CheckId> checks) {
        Map<CheckId, List<UUID>> assigned = new HashMap<>();
        // Many checks may share many channels: each id is kept once, and few rows are in memory at a time.
        Map<UUID, UUID> ids = new HashMap<>();
        jdbc.sql("""
                        SELECT check_id, channel_id
                        FROM check_channels
                        WHERE check_id = ANY (:checks)
                        ORDER BY channel_id
                        """)
                .withFetchSize(FETCH_ROWS)
                .param(
                        "checks",
                        new SqlArrayValue(
                                "uuid", checks.stream().map(CheckId::value).toArray()))
                .query(row -> {
                    assigned.computeIfAbsent(
                                    new CheckId(row.getObject("check_id", UUID.class)), check -> new ArrayList<>())
                            .add(ids.computeIfAbsent(row.getObject("channel_id", UUID.class), Function.identity()));
                });
        return assigned;
    }
}
