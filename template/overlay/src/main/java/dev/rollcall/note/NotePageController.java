package dev.rollcall.note;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the latest notes, for everybody. */
@PageController
class NotePageController {

    private static final int MAX_NOTES = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Notes notes;
    private final Site site;

    NotePageController(Notes notes, Site site) {
        this.notes = notes;
        this.site = site;
    }

    @GetMapping("/")
    String show(Model model) {
        List<Row> rows = notes.latest(MAX_NOTES).stream().map(Row::of).toList();
        model.addAttribute("site", site.name());
        model.addAttribute("notes", rows);
        return "page/notes";
    }

    /**
     * A note on the page.
     *
     * @param iso its time for programs
     * @param time the same for people
     */
    public record Row(String title, String text, String iso, String time) {

        static Row of(NoteView note) {
            return new Row(
                    note.title(), note.text(), note.createdAt().toString(), TIME.format(note.createdAt()));
        }
    }
}
