package dev.rollcall.platform.api;

import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** A short page at the root: what this service is, and where its reference is. */
@WebController
class HomeController {

    /** The page loads its style sheet from here, and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StaticFile page = StaticFile.text(new ClassPathResource("home/home.html"), "html", POLICY);
    private final StaticFile style = StaticFile.text(new ClassPathResource("home/home.css"), "css", POLICY);

    @GetMapping("/")
    ResponseEntity<byte[]> page() throws IOException {
        return page.answer();
    }

    @GetMapping("/home.css")
    ResponseEntity<byte[]> style() throws IOException {
        return style.answer();
    }
}
