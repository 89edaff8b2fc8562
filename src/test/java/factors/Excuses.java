package factors;

import testing.App;
import tools.jackson.databind.JsonNode;

/** What an outage of our own has moved: the excuses of a check, and its flip at the new deadline. */
final class Excuses {

    private static final String AT_NEW_DEADLINE = """
            SELECT count(*)
            FROM flips f
            JOIN excuses e USING (check_id)
            WHERE f.to_status = 'DOWN' AND f.check_id = ?::uuid AND f.flipped_at = e.new_down_after
            """;

    private Excuses() {}

    /** The excuses of a check, as the API lists them. */
    static JsonNode of(App web, String key, JsonNode check) {
        String path = "/api/v3/checks/" + check.get("uuid").asString() + "/excuses/";
        return Deploy.JSON
                .readTree(web.send(web.to(path).header("X-Api-Key", key)).body())
                .get("excuses");
    }

    /** How often the check was marked as down at the deadline that an excuse gave it. */
    static long flipsAtNewDeadline(Database database, JsonNode check) {
        return database.number(AT_NEW_DEADLINE, check.get("uuid").asString());
    }
}
