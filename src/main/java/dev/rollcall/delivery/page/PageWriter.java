package dev.rollcall.delivery.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.rollcall.channel.text.Words;
import dev.rollcall.platform.deploy.Site;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes pages as HTML. They have no script, and are not kept, indexed or shown inside other pages. */
@Component
class PageWriter {

    /** The page loads its style sheet from here, and posts only here. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Template template = read();
    private final Words words;
    private final Site site;

    PageWriter(Words words, Site site) {
        this.words = words;
        this.site = site;
    }

    ResponseEntity<String> answer(HttpStatus status, LinkPage page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .header("X-Robots-Tag", "noindex")
                .body(template.execute(page));
    }

    /** The same page for every link that does not work, in a language of the reader. */
    ResponseEntity<String> invalid(Locale locale, String why) {
        Words.Language language = words.in(locale);
        return answer(
                HttpStatus.NOT_FOUND,
                new LinkPage(
                        language.word("language"),
                        language.word("page.invalid"),
                        false,
                        List.of(),
                        language.word(why),
                        "",
                        site.name()));
    }

    private static Template read() {
        try (var in = new InputStreamReader(
                Objects.requireNonNull(PageWriter.class.getResourceAsStream("page.mustache")),
                StandardCharsets.UTF_8)) {
            return Mustache.compiler().emptyStringIsFalse(true).compile(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
