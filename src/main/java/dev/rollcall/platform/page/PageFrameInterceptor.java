package dev.rollcall.platform.page;

import dev.rollcall.platform.body.FormFilter;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.PageController;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Offers the {@link PageFrame} to the template of each page. A request attribute, because the template of an error page
 * sees no model attributes of a controller advice.
 */
final class PageFrameInterceptor implements HandlerInterceptor {

    private final CurrentReader readers;
    private final Site site;
    private final Clock clock;
    private final MessageSource messages;
    private final SchemaGate gate;
    private final ObjectProvider<ResourceUrlProvider> assets;

    PageFrameInterceptor(
            CurrentReader readers,
            Site site,
            Clock clock,
            MessageSource messages,
            SchemaGate gate,
            ObjectProvider<ResourceUrlProvider> assets) {
        this.readers = readers;
        this.site = site;
        this.clock = clock;
        this.messages = messages;
        this.gate = gate;
        this.assets = assets;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), PageController.class)) {
            // The clock of the database may never have been read. The error page shows no times.
            InstantSource time = gate.isOpen() ? clock : InstantSource.fixed(Instant.EPOCH);
            request.setAttribute(PageFrame.NAME, frame(request, Optional.empty(), time));
            if (!gate.isOpen()) {
                throw new UnavailableException("schema is not current", null);
            }
            FormFilter.requireReceived(request);
            refuseIndexedFields(request);
            readers.find(request)
                    .ifPresent(
                            reader -> request.setAttribute(PageFrame.NAME, frame(request, Optional.of(reader), time)));
        }
        return true;
    }

    /** No form has such a field, and Spring fails for an index above its limit. */
    private static void refuseIndexedFields(HttpServletRequest request) {
        if (request.getParameterMap().keySet().stream().anyMatch(name -> name.indexOf('[') >= 0)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    private PageFrame frame(HttpServletRequest request, Optional<Reader> reader, InstantSource time) {
        Locale language = reader.map(Reader::language).orElseGet(() -> BrowserLanguage.of(request));
        ZoneId zone = reader.map(Reader::zone).orElse(ZoneId.of("UTC"));
        var times = new Times(time.instant(), language, zone, messages);
        return new PageFrame(site.name(), reader.orElse(null), times, assets.getObject());
    }
}
