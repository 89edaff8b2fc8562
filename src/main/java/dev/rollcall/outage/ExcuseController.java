package dev.rollcall.outage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.worker.Outage;
import dev.rollcall.project.Caller;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists the excuses of a check and of a project. Our extension of the API. */
@WebController
class ExcuseController {

    private final Checks checks;
    private final ExcuseStore excuses;
    private final Site site;

    ExcuseController(Checks checks, ExcuseStore excuses, Site site) {
        this.checks = checks;
        this.excuses = excuses;
        this.site = site;
    }

    @GetMapping("/api/v3/checks/{id}/excuses/")
    ExcuseList ofCheck(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT) String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CursorRequest<Long> request = CursorRequest.of(limit, cursor, Long::valueOf);
        CheckView check = checks.named(caller.project(), id);
        // With the name from the request: a read-only key must not learn the id of a check.
        return list("/api/v3/checks/" + id + "/excuses/", request, page -> excuses.ofCheck(check.id(), page));
    }

    @GetMapping("/api/v3/excuses/")
    ExcuseList ofProject(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT) String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CursorRequest<Long> request = CursorRequest.of(limit, cursor, Long::valueOf);
        return list("/api/v3/excuses/", request, page -> excuses.ofProject(caller.project(), page));
    }

    private ExcuseList list(
            String path, CursorRequest<Long> request, Function<CursorRequest<Long>, List<Excuse>> find) {
        CursorPage<Excuse> page = request.page(
                find.apply(request), excuse -> new CursorRequest.Cursor<>(excuse.excusedAt(), excuse.id()));
        return new ExcuseList(
                page.items().stream().map(ExcuseBody::of).toList(), request.nextUrl(site.url(path), page));
    }

    /** A page; {@code next} is the URL of the next page, or null on the last one. */
    record ExcuseList(List<ExcuseBody> excuses, @Nullable String next) {}

    /**
     * An excuse. The check has its unique key in place of its id, because everyone who knows the id can ping the check.
     */
    record ExcuseBody(
            CheckBody check,
            OutageBody outage,
            @JsonProperty("excused_at") String excusedAt,
            @JsonProperty("old_deadline") String oldDeadline,
            @JsonProperty("new_deadline") String newDeadline) {

        static ExcuseBody of(Excuse excuse) {
            return new ExcuseBody(
                    new CheckBody(excuse.checkName(), excuse.uniqueKey()),
                    OutageBody.of(excuse.outage()),
                    ApiTimestamp.of(excuse.excusedAt()),
                    ApiTimestamp.of(excuse.oldDownAfter()),
                    ApiTimestamp.of(excuse.newDownAfter()));
        }
    }

    record CheckBody(
            String name, @JsonProperty("unique_key") String uniqueKey) {}

    record OutageBody(String started, @Nullable String ended, String reason) {

        static OutageBody of(Outage outage) {
            return new OutageBody(
                    ApiTimestamp.of(outage.beganAt()),
                    ApiTimestamp.ofNullable(outage.endedAt()),
                    outage.reason().name().toLowerCase(Locale.ROOT));
        }
    }
}
