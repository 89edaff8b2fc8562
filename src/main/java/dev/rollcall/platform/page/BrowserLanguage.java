package dev.rollcall.platform.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The language that a browser prefers, among those that the pages have. */
public final class BrowserLanguage {

    /** One for each bundle. */
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("es"));

    private static final AcceptHeaderLocaleResolver HEADER = header();

    private BrowserLanguage() {}

    /** English if the browser prefers none of ours. */
    public static Locale of(HttpServletRequest request) {
        return HEADER.resolveLocale(request);
    }

    private static AcceptHeaderLocaleResolver header() {
        var header = new AcceptHeaderLocaleResolver();
        header.setSupportedLocales(LANGUAGES);
        header.setDefaultLocale(Locale.ENGLISH);
        return header;
    }
}
