package faults;

import dev.rollcall.admin.verify.AllInvariants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import testing.Postgres;

/**
 * What the database says after a fault.
 *
 * @param server the server that accepts writes now
 * @param url of the database
 */
record Truth(Postgres server, String url) {

    /**
     * The numbers of the stored pings of a check, in the order of their arrival; a number is there twice if it is
     * stored twice.
     */
    List<Integer> numbers(String check) {
        return server
                .strings(
                        url, "SELECT convert_from(body, 'UTF8') FROM pings WHERE check_id = '" + check + "' ORDER BY n")
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** How many pings the check itself has counted. */
    int counted(String check) {
        return number("SELECT ping_count FROM check_states WHERE check_id = '" + check + "'");
    }

    /** The flips to down of these checks. */
    int downs(Set<String> checks) {
        return number("SELECT count(*) FROM flips WHERE to_status = 'DOWN' AND check_id IN (" + list(checks) + ")");
    }

    /** The flips to down of any check because of silence. */
    int silences() {
        return number("SELECT count(*) FROM flips WHERE reason = 'TIMEOUT'");
    }

    /** The flips to down that are dated before their deadline: its last ping, timeout and grace. */
    int earlyDowns(String check, int seconds) {
        return number("SELECT count(*) FROM flips f JOIN check_states s USING (check_id) WHERE f.to_status = 'DOWN'"
                + " AND f.check_id = '" + check + "' AND f.flipped_at < s.last_ping_at + interval '" + seconds
                + " seconds'");
    }

    /** The changes of status of a check. */
    int flips(String check) {
        return number("SELECT count(*) FROM flips WHERE from_status <> to_status AND check_id = '" + check + "'");
    }

    /** The ids of the deliveries of a check in the order of their flips. */
    List<String> deliveries(String check) {
        return server.strings(url, "SELECT id FROM deliveries WHERE check_id = '" + check + "' ORDER BY flip_id");
    }

    /** The deliveries of these checks with another status than this one. */
    int deliveriesThatAreNot(String status, Set<String> checks) {
        return number("SELECT count(*) FROM deliveries WHERE status <> '" + status + "' AND check_id IN ("
                + list(checks) + ")");
    }

    /** How far the server's clock is ahead of that of the test. */
    Duration ahead() {
        var time = Instant.ofEpochMilli(
                Long.parseLong(server.strings(url, "SELECT (1000 * extract(epoch FROM clock_timestamp()))::bigint")
                        .get(0)));
        return Duration.between(Instant.now(), time);
    }

    /** Lines about every flip because of silence, every check, outage and heartbeat, and what time it is there. */
    List<String> history() {
        return server.strings(url, """
                SELECT concat_ws(' ', 'flip', name, to_status, flipped_at)
                FROM flips JOIN checks ON checks.id = check_id
                WHERE reason = 'TIMEOUT'
                UNION ALL
                SELECT concat_ws(' ', 'check', name, status, 'last ping', last_ping_at, 'down after', down_after)
                FROM check_states JOIN checks ON checks.id = check_id
                UNION ALL
                SELECT concat_ws(' ', 'outage', reason, began_at, 'to', ended_at, 'settled', settled_at)
                FROM outages
                UNION ALL
                SELECT concat_ws(' ', 'heartbeat', type, 'seen', seen_at, 'received', received_at, 'reached', reached_at)
                FROM process_heartbeats
                UNION ALL
                SELECT 'now ' || clock_timestamp()
                """);
    }

    /** Fails if rows contradict each other, as the task {@code verify} does; these rules may be broken. */
    void invariantsHoldExcept(Set<String> rules) {
        String name = url.substring(url.lastIndexOf('/'));
        AllInvariants.holdExcept(rules, "postgres://postgres:postgres@127.0.0.1:" + server.port() + name);
    }

    private int number(String sql) {
        return Integer.parseInt(server.strings(url, sql).get(0));
    }

    private static String list(Set<String> ids) {
        return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
    }
}
