package dev.rollcall.platform.api;

import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A page on which the contract can be read and tried out: Swagger UI as its webjar has it, and two small files of ours.
 * Of the webjar only what the page needs is served.
 */
@WebController
class ReferenceController {

    /** What the page may do: load from here, and ask here. Its icons are in its style sheet, as data. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType JAVASCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final Resource page = new ClassPathResource("reference/reference.html");
    private final Resource start = new ClassPathResource("reference/reference.js");
    private final Resource library;
    private final Resource style;

    ReferenceController() throws IOException {
        library = ofWebjar("swagger-ui-bundle.js");
        style = ofWebjar("swagger-ui.css");
    }

    @GetMapping("/docs/api")
    ResponseEntity<byte[]> page() throws IOException {
        return answer(page, HTML);
    }

    @GetMapping("/docs/api/reference.js")
    ResponseEntity<byte[]> start() throws IOException {
        return answer(start, JAVASCRIPT);
    }

    @GetMapping("/docs/api/swagger-ui-bundle.js")
    ResponseEntity<byte[]> library() throws IOException {
        return answer(library, JAVASCRIPT);
    }

    @GetMapping("/docs/api/swagger-ui.css")
    ResponseEntity<byte[]> style() throws IOException {
        return answer(style, CSS);
    }

    /** To be asked for again each time, and sent only when it is another: a new release may have a newer library. */
    private static ResponseEntity<byte[]> answer(Resource file, MediaType type) throws IOException {
        byte[] content = file.getContentAsByteArray();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .cacheControl(CacheControl.noCache())
                .eTag(HexFormat.of().formatHex(Sha256.digest().digest(content)))
                .contentType(type)
                .body(content);
    }

    /** The one file with this name, of whatever version the build has. */
    private static Resource ofWebjar(String name) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + name);
        if (found.length != 1) {
            throw new IllegalStateException("the class path has " + found.length + " files " + name + " of Swagger UI");
        }
        return found[0];
    }
}
