package dev.rollcall.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class NotePageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Notes notes;

    @Test
    void thePageShowsTheNotesOfTheReaderAndEscapesThem() {
        Account ana = fixtures.account();
        notes.create(ana.id(), new NoteRequest("<b>Milk</b>", "two & a half", null));
        notes.create(fixtures.account().id(), new NoteRequest("Bread", "of somebody else", null));

        assertThat(fixtures.signedIn(ana).get("/"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("text/html")
                .bodyText()
                .contains("<h2>&lt;b&gt;Milk&lt;/b&gt;</h2>", "two &amp; a half", "<h1>Notes</h1>", "Sign out")
                .doesNotContain("??", "<b>Milk", "Bread", "somebody else");
    }

    @Test
    void theBrowserMayLoadOnlyOurFilesForIt() {
        assertThat(fixtures.signedIn(fixtures.account()).get("/").getResponse().getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'");
        assertThat(fixtures.http().get().uri("/assets/page.css")).hasStatusOk();
        assertThat(fixtures.http().get().uri("/assets/accounts.css")).hasStatusOk();
    }
}
