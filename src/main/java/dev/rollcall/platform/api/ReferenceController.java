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
 * A page to read and try out the contract: Swagger UI from its webjar, and two small files of ours. Only the files that the
 * page needs are served.
 */
@WebController
class ReferenceController {

    /** The page may load files and send requests only here. Its icons are data URLs in its style sheet. */
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

    /** Clients ask each time, and receive a file again only when it has changed: a release may have a newer library. */
    private static ResponseEntity<byte[]> answer(Resource file, MediaType type) throws IOException {
        byte[] content = file.getContentAsByteArray();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .cacheControl(CacheControl.noCache())
                .eTag(HexFormat.of().formatHex(Sha256.digest().digest(content)))
                .contentType(type)
                .body(content);
    }

    /** The only file with this name, in any version of the webjar. */
    private static Resource ofWebjar(String name) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + name);
        if (found.length != 1) {
            throw new IllegalStateException("the class path has " + found.length + " files " + name + " of Swagger UI");
        }
        return found[0];
    }
}
