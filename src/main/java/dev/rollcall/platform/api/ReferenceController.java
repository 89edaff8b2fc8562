package dev.rollcall.platform.api;

import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A page to read and try out the contract: Swagger UI from its webjar, and three small files of ours. Only the files
 * that the page needs are served.
 */
@WebController(needsSchema = false)
class ReferenceController {

    /** The page may load files and send requests only here. Its icons are data URLs in its style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StaticFile page = StaticFile.text(new ClassPathResource("reference/reference.html"), "html", POLICY);
    private final StaticFile start =
            StaticFile.text(new ClassPathResource("reference/reference.js"), "javascript", POLICY);
    private final StaticFile colours = StaticFile.text(new ClassPathResource("reference/reference.css"), "css", POLICY);
    private final StaticFile library;
    private final StaticFile style;

    ReferenceController() throws IOException {
        library = StaticFile.text(Webjar.file("swagger-ui", "swagger-ui-bundle.js"), "javascript", POLICY);
        style = StaticFile.text(Webjar.file("swagger-ui", "swagger-ui.css"), "css", POLICY);
    }

    @GetMapping("/docs/api")
    ResponseEntity<byte[]> page() throws IOException {
        return page.answer();
    }

    @GetMapping("/docs/api/reference.js")
    ResponseEntity<byte[]> start() throws IOException {
        return start.answer();
    }

    @GetMapping("/docs/api/swagger-ui-bundle.js")
    ResponseEntity<byte[]> library() throws IOException {
        return library.answer();
    }

    @GetMapping("/docs/api/swagger-ui.css")
    ResponseEntity<byte[]> style() throws IOException {
        return style.answer();
    }

    @GetMapping("/docs/api/reference.css")
    ResponseEntity<byte[]> colours() throws IOException {
        return colours.answer();
    }
}
