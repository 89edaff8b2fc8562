package dev.rollcall.project.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditEntry;
import dev.rollcall.audit.AuditFilter;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log of the caller's project. Our extension of the API. */
@WebController
class AuditController {

    private static final String PATH = "/api/v3/audit/";

    private final AuditLog audit;
    private final Site site;

    AuditController(AuditLog audit, Site site) {
        this.audit = audit;
        this.site = site;
    }

    @GetMapping(PATH)
    AuditPage list(
            @AuthenticationPrincipal Caller caller,
            AuditParameters wanted,
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT) String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        AuditFilter filter = wanted.filter();
        CursorRequest<Long> request = CursorRequest.of(limit, cursor, Long::valueOf);
        CursorPage<AuditEntry> page =
                request.page(audit.find(caller.project().value(), filter, request), AuditLog::cursor);
        String next = request.nextUrl(site.url(PATH), page);
        return new AuditPage(
                page.items().stream().map(EntryBody::of).toList(), next == null ? null : next + wanted.asQuery());
    }

    /** A page; {@code next} is the URL of the next page, or null on the last one. */
    record AuditPage(List<EntryBody> entries, @Nullable String next) {}

    /** An entry. {@code subject} and {@code detail} may be empty. */
    record EntryBody(
            @JsonProperty("recorded_at") String recordedAt,
            String action,
            ActorBody actor,
            String subject,
            String detail,
            @JsonProperty("request_id") @Nullable String requestId) {

        static EntryBody of(AuditEntry entry) {
            return new EntryBody(
                    ApiTimestamp.of(entry.recordedAt()),
                    entry.action(),
                    ActorBody.of(entry.actor()),
                    entry.subject(),
                    entry.detail(),
                    entry.requestId());
        }
    }

    /** Who did it; {@code id} is that of an account or a key, else null. */
    record ActorBody(String kind, @Nullable UUID id, String name) {

        static ActorBody of(Actor actor) {
            return new ActorBody(actor.kind().label(), actor.id(), actor.name());
        }
    }
}
