package dev.rollcall.page.status;

import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.xml.BadgeSvg;
import dev.rollcall.platform.xml.BadgeSvg.Colour;
import dev.rollcall.statuspage.StatusHosts;
import dev.rollcall.statuspage.StatusPageNotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

/** The public status page of a project for programs: JSON, a feed, and a badge. */
@WebController
class StatusFormatsController {

    private static final MediaType RSS = new MediaType("application", "rss+xml", StandardCharsets.UTF_8);
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);

    private final CachedStatus statuses;
    private final JsonMapper json;
    private final StatusHosts hosts;

    StatusFormatsController(CachedStatus statuses, JsonMapper json, StatusHosts hosts) {
        this.statuses = statuses;
        this.json = json;
        this.hosts = hosts;
    }

    @GetMapping("/status/{slug}.{format}")
    ResponseEntity<byte[]> show(@PathVariable String slug, @PathVariable String format, HttpServletRequest request) {
        if (!hosts.isShownAt(request.getServerName(), slug)) {
            throw new StatusPageNotFoundException();
        }
        return switch (format) {
            case "json" ->
                answer(slug, MediaType.APPLICATION_JSON, report -> json.writeValueAsBytes(StatusBody.of(report)));
            case "rss" -> answer(slug, RSS, StatusFeed::write);
            case "svg" -> answer(slug, SVG, StatusFormatsController::badge);
            default -> throw new StatusPageNotFoundException();
        };
    }

    private ResponseEntity<byte[]> answer(String slug, MediaType type, Function<StatusReport, byte[]> render) {
        Rendering status = statuses.find(slug, type.getSubtype(), render).orElseThrow(StatusPageNotFoundException::new);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CachedStatus.KEEP).cachePublic())
                .eTag(status.etag())
                .contentType(type)
                .body(status.content());
    }

    private static byte[] badge(StatusReport report) {
        String svg = report.isDown()
                ? BadgeSvg.draw(report.title(), "down", Colour.RED)
                : BadgeSvg.draw(report.title(), "up", Colour.GREEN);
        return svg.getBytes(StandardCharsets.UTF_8);
    }
}
