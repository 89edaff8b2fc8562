package dev.rollcall.platform.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;
import org.springframework.web.servlet.i18n.AbstractLocaleContextResolver;

/**
 * The language and time zone of a request: those of the account, or what the browser prefers, and UTC. Looked up only
 * when a page needs them, so a ping or an API call costs nothing.
 */
final class ReaderLocaleResolver extends AbstractLocaleContextResolver {

    private final CurrentReader reader;

    ReaderLocaleResolver(CurrentReader reader) {
        this.reader = reader;
    }

    @Override
    public LocaleContext resolveLocaleContext(HttpServletRequest request) {
        return new TimeZoneAwareLocaleContext() {
            @Override
            public Locale getLocale() {
                return reader.find(request).map(Reader::language).orElseGet(() -> BrowserLanguage.of(request));
            }

            @Override
            public TimeZone getTimeZone() {
                Optional<ZoneId> zone = reader.find(request).map(Reader::zone);
                return TimeZone.getTimeZone(zone.orElse(ZoneId.of("UTC")));
            }
        };
    }

    /** The language is a setting of the account. */
    @Override
    public void setLocaleContext(
            HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable LocaleContext context) {
        throw new UnsupportedOperationException("an account has its own language");
    }
}
