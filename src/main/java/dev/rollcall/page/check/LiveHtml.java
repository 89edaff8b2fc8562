package dev.rollcall.page.check;

import dev.rollcall.platform.page.Times;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.TimedCache;
import dev.rollcall.project.ProjectId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Writes the part of an open page that changes. Pages that would look the same share it: most readers of a project have
 * the same list open, and a template of 100 checks takes many times as long as the rest of a request. The template is
 * processed here and not as a view, because the result is kept. So it depends only on the reader's language and time
 * zone, and contains no token of a session.
 */
@Component
@WebProcess
class LiveHtml {

    /** About 100 kB each. */
    private static final int MAX_KEPT = 100;

    private final ITemplateEngine templates;
    private final ListModels models;
    private final TimedCache<Look, byte[]> kept;

    LiveHtml(ITemplateEngine templates, ListModels models, Clock clock) {
        this.templates = templates;
        this.models = models;
        this.kept = new TimedCache<>(LiveLists.FRESH, MAX_KEPT, clock);
    }

    byte[] of(ListView view) {
        return kept.get(Look.of(view), () -> Optional.of(write(view))).orElseThrow();
    }

    private byte[] write(ListView view) {
        Times times = view.frame().times();
        var context = new Context(view.language(), models.of(view));
        context.setVariable("frame", Map.of("times", times));
        return templates.process("page/check/live", context).getBytes(StandardCharsets.UTF_8);
    }

    /** Everything that decides what a reader sees. */
    private record Look(
            ProjectId project,
            ListQuery query,
            ListVersion version,
            Instant at,
            boolean mayChange,
            String language,
            ZoneId zone) {

        static Look of(ListView view) {
            Times times = view.frame().times();
            return new Look(
                    view.snapshot().project(),
                    view.listing().query(),
                    view.version(),
                    times.now(),
                    view.mayChange(),
                    times.language(),
                    times.zone());
        }
    }
}
