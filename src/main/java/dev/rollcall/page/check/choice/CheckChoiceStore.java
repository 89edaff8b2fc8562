package dev.rollcall.page.check.choice;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlText;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds checks by their unique keys and names. Each method runs one statement. */
@Component
@WebProcess
public class CheckChoiceStore {

    /** How many checks are offered besides the chosen ones. */
    private static final int MAX_OTHERS = 50;

    private final JdbcClient jdbc;

    CheckChoiceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The chosen checks, and others whose name contains the text, by name.
     *
     * @param field the name of the field in the form
     * @param except the unique key of a check that is not offered; empty for none
     */
    public CheckChoices of(ProjectId project, String field, String except, Collection<String> chosen, String text) {
        String wanted = SqlText.storable(text.strip());
        List<CheckChoice> found = jdbc.sql("""
                        WITH offered AS (
                            SELECT unique_key, name, unique_key = ANY (:chosen) AS is_chosen
                            FROM checks
                            WHERE project_id = :project AND unique_key <> :except
                        )
                        (
                            SELECT unique_key, name, is_chosen, lower(name) AS sorted
                            FROM offered
                            WHERE is_chosen
                        )
                        UNION ALL
                        (
                            SELECT unique_key, name, is_chosen, lower(name) AS sorted
                            FROM offered
                            WHERE NOT is_chosen AND position(lower(:text) IN lower(name)) > 0
                            ORDER BY lower(name), unique_key
                            LIMIT :limit
                        )
                        ORDER BY is_chosen DESC, sorted, unique_key
                        """)
                .param("project", project.value())
                .param("except", SqlText.storable(except))
                .param("chosen", SqlArray.of("text", chosen, SqlText::storable))
                .param("text", wanted)
                .param("limit", MAX_OTHERS + 1)
                .query((row, n) -> new CheckChoice(
                        row.getString("unique_key"), row.getString("name"), row.getBoolean("is_chosen")))
                .list();
        long others = found.stream().filter(check -> !check.isChosen()).count();
        boolean isCut = others > MAX_OTHERS;
        return new CheckChoices(field, except, wanted, isCut ? found.subList(0, found.size() - 1) : found, isCut);
    }

    /** The ids of the project's checks with these unique keys. A check that was deleted in the meantime is left out. */
    public List<CheckId> ids(ProjectId project, Collection<String> keys) {
        return jdbc
                .sql("SELECT id FROM checks WHERE project_id = :project AND unique_key = ANY (:keys) ORDER BY id")
                .param("project", project.value())
                .param("keys", SqlArray.of("text", keys, SqlText::storable))
                .query(UUID.class)
                .list()
                .stream()
                .map(CheckId::new)
                .toList();
    }
}
