package dev.rollcall.platform.api;

import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** A short page at the root: what this service is, and where its reference is. */
@WebController
class HomeController {

    /** The page loads its style sheet from here, and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

    @GetMapping("/")
    ResponseEntity<byte[]> page() throws IOException {
        return answer("home/home.html", HTML);
    }

    @GetMapping("/home.css")
    ResponseEntity<byte[]> style() throws IOException {
        return answer("home/home.css", CSS);
    }

    /** A browser asks again each time, because a new release may have another page. */
    private static ResponseEntity<byte[]> answer(String file, MediaType type) throws IOException {
        byte[] content = new ClassPathResource(file).getContentAsByteArray();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .cacheControl(CacheControl.noCache())
                .eTag(HexFormat.of().formatHex(Sha256.digest().digest(content)))
                .contentType(type)
                .body(content);
    }
}
