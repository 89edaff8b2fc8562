package dev.rollcall.page.channel;

import dev.rollcall.page.check.choice.CheckChoice;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the checks of a project, page by page, with whether they use a channel. */
@Component
@WebProcess
class ChoosableCheckStore {

    private final JdbcClient jdbc;

    ChoosableCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The checks of the project with this text in their name: those that use the channel first, then by name. */
    List<CheckChoice> find(ProjectId project, UUID channel, String text, int offset, int limit) {
        return jdbc.sql("""
                        SELECT k.unique_key, k.name, a.channel_id IS NOT NULL AS is_chosen
                        FROM checks k
                        LEFT JOIN check_channels a ON a.check_id = k.id AND a.channel_id = :channel
                        WHERE k.project_id = :project AND strpos(lower(k.name), lower(:text)) > 0
                        ORDER BY is_chosen DESC, lower(k.name), k.id
                        LIMIT :limit OFFSET :offset
                        """)
                .param("project", project.value())
                .param("channel", channel)
                .param("text", text)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new CheckChoice(
                        row.getString("unique_key"), row.getString("name"), row.getBoolean("is_chosen")))
                .list();
    }
}
