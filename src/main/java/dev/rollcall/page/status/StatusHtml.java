package dev.rollcall.page.status;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Writes a status page as HTML. The template is processed here and not as a view, because the result is kept and sent
 * to many readers. It therefore shows nothing about its reader.
 */
@Component
@WebProcess
class StatusHtml {

    private final ITemplateEngine templates;
    private final MessageSource messages;
    private final Site site;

    StatusHtml(ITemplateEngine templates, MessageSource messages, Site site) {
        this.templates = templates;
        this.messages = messages;
        this.site = site;
    }

    byte[] write(StatusReport report, Locale language, String styleSheet) {
        var context = new Context(
                language,
                Map.of(
                        "page", StatusView.of(report, new StatusWords(messages, language)),
                        "language", language.toLanguageTag(),
                        "site", site.name(),
                        "styleSheet", styleSheet,
                        "path", "/status/" + report.slug()));
        return templates.process("page/status", context).getBytes(StandardCharsets.UTF_8);
    }
}
