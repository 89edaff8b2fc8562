package dev.rollcall.page.check.detail;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** The incidents on the page of a check. */
@RollcallTest
class IncidentCardHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void failAndAcknowledge() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        check = fixtures.check(project, "{\"name\": \"backup\"}");
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofMinutes(2));
        assertThat(fixtures.call(
                        HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", project.readWriteKey(), ""))
                .hasStatusOk();
        clock.advance(Duration.ofMinutes(5));
    }

    @Test
    void anIncidentShowsForEverWhenItWasAcknowledged() {
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        assertThat(incidents(viewer))
                .contains("Open", "Acknowledged 5 minutes ago")
                .contains("datetime=\"2026-03-01T12:02:00Z\" title=\"Mar 1, 2026, 2:02:00");

        fixtures.ping(check, "");
        clock.advance(Duration.ofHours(3));
        fixtures.ping(check, "/fail");

        String[] both = incidents(viewer).split("<li>");
        assertThat(both).hasSize(3);
        assertThat(both[1]).as("which nobody has acknowledged").contains("Open").doesNotContain("Acknowledged");
        assertThat(both[2]).contains("7 minutes", "Acknowledged 3 hours ago");
    }

    @ParameterizedTest
    @CsvSource({"de, Bestätigt vor 5 Minuten", "fr, Pris en charge il y a 5 minutes", "es, Confirmado hace 5 minutos"})
    void itIsSaidInTheLanguageOfTheReader(String language, String words) {
        assertThat(incidents(readers.signIn(project.id(), ProjectRole.VIEWER, language)))
                .contains(words);
    }

    private String incidents(Visitor reader) {
        String page = text(reader.get("/projects/" + project.id() + "/checks/" + new CheckId(check).uniqueKey() + "/"));
        String card = page.substring(page.indexOf("class=\"card card-flush\"", page.indexOf("class=\"timeline\"")));
        return card.substring(0, card.indexOf("</section>"));
    }
}
