package dev.rollcall.metrics;

import dev.rollcall.platform.api.TextListWriter;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The metrics of a project at the address of the published service. {@code access} has checked that the read-only key
 * in the address or in the header belongs to the project in the address.
 */
@WebController
class MetricsController {

    private final ProjectMetrics metrics;
    private final TextListWriter text;
    private final Clock clock;

    MetricsController(ProjectMetrics metrics, TextListWriter text, Clock clock) {
        this.metrics = metrics;
        this.text = text;
        this.clock = clock;
    }

    @GetMapping({"/projects/{id}/metrics/{key}", "/projects/{id}/metrics/"})
    void metrics(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        var scrape = new Scrape(metrics, caller.project(), clock.instant());
        text.write(response, MetricText.CONTENT_TYPE, scrape.sections());
    }
}
