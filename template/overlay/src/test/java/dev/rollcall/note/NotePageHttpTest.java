package dev.rollcall.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class NotePageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Notes notes;

    @Test
    void thePageShowsNotesToEverybodyAndEscapesThem() {
        notes.create(new NoteRequest("<b>Milk</b>", "two & a half", null));

        assertThat(fixtures.http().get().uri("/"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("text/html")
                .bodyText()
                .contains("<h2>&lt;b&gt;Milk&lt;/b&gt;</h2>", "two &amp; a half", "<h1>Notes</h1>")
                .doesNotContain("??", "<b>Milk");
    }

    @Test
    void theBrowserMayLoadOnlyOurFilesForIt() {
        assertThat(fixtures.http()
                        .get()
                        .uri("/")
                        .exchange()
                        .getResponse()
                        .getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'");
        assertThat(fixtures.http().get().uri("/assets/page.css")).hasStatusOk();
    }
}
