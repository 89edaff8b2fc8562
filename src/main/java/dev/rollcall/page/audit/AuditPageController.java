package dev.rollcall.page.audit;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditEntry;
import dev.rollcall.audit.AuditFilter;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.api.TextListWriter;
import dev.rollcall.platform.process.PageController;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows who did what in the project, latest first, as a page and as a file. */
@PageController
@RequestMapping("/projects/{project}/settings/audit/")
class AuditPageController {

    private final AuditLog audit;
    private final AuditSentences sentences;
    private final TextListWriter text;

    AuditPageController(AuditLog audit, AuditSentences sentences, TextListWriter text) {
        this.audit = audit;
        this.sentences = sentences;
        this.text = text;
    }

    /** @param about what the entries are about; an unknown text shows all */
    @GetMapping
    String show(
            @PathVariable UUID project,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(required = false) @Nullable String cursor,
            Locale language,
            ZoneId zone,
            Model model) {
        CursorRequest<Long> request = CursorRequest.of(CursorRequest.DEFAULT_LIMIT, cursor, Long::valueOf);
        CursorPage<AuditEntry> page = request.page(audit.find(project, filter(about), request), AuditLog::cursor);
        model.addAttribute("project", project);
        model.addAttribute("days", AuditDay.of(page.items(), zone, entry -> sentences.of(entry, language)));
        model.addAttribute("next", page.next());
        model.addAttribute("isFirst", cursor == null);
        model.addAttribute("about", about);
        model.addAttribute("things", AuditAction.things());
        return "page/audit";
    }

    @GetMapping("audit-log.csv")
    void download(
            @PathVariable UUID project, @RequestParam(defaultValue = "") String about, HttpServletResponse response)
            throws IOException {
        AuditFilter filter = filter(about);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit-log.csv")
                        .build()
                        .toString());
        ListPartReader<String, CursorRequest.Cursor<Long>> lines =
                after -> audit.part(project, filter, after).map(AuditCsv::line);
        text.write(response, AuditCsv.TYPE, List.of(() -> new TextListWriter.Section<>(AuditCsv.HEADING, lines)));
    }

    private static AuditFilter filter(String about) {
        return AuditFilter.ALL.withActions(AuditAction.named(about));
    }
}
