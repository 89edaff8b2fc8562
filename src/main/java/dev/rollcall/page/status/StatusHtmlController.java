package dev.rollcall.page.status;

import dev.rollcall.platform.page.BrowserLanguage;
import dev.rollcall.platform.page.PageFrame;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.statuspage.StatusHosts;
import dev.rollcall.statuspage.StatusPageNotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The public status page of a project, in the language that the browser prefers. */
@PageController
class StatusHtmlController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final CachedStatus statuses;
    private final StatusHtml html;
    private final StatusHosts hosts;

    StatusHtmlController(CachedStatus statuses, StatusHtml html, StatusHosts hosts) {
        this.statuses = statuses;
        this.html = html;
        this.hosts = hosts;
    }

    @GetMapping("/status/{slug:[a-z0-9-]+}")
    ResponseEntity<byte[]> show(
            @PathVariable String slug, @RequestAttribute PageFrame frame, HttpServletRequest request) {
        if (!hosts.isShownAt(request.getServerName(), slug)) {
            throw new StatusPageNotFoundException();
        }
        Locale language = BrowserLanguage.of(request);
        String styleSheet = frame.asset("rollcall.css");
        Rendering page = statuses.find(slug, "html " + language, report -> html.write(report, language, styleSheet))
                .orElseThrow(StatusPageNotFoundException::new);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CachedStatus.KEEP).cachePublic())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .eTag(page.etag())
                .contentType(HTML)
                .body(page.content());
    }
}
