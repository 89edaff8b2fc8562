package dev.rollcall.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Checks, in every version of the published management API. */
@WebController
@RequestMapping({"/api/v1/checks", "/api/v2/checks", "/api/v3/checks"})
class CheckController {

    /** The maximum number of tags in a list's filter. The server itself accepts 1,000 parameters. */
    private static final int MAX_TAGS = 900;

    private final Checks checks;
    private final CheckLists lists;
    private final JsonListWriter json;
    private final CheckBodies bodies;

    CheckController(Checks checks, CheckLists lists, JsonListWriter json, CheckBodies bodies) {
        this.checks = checks;
        this.lists = lists;
        this.json = json;
        this.bodies = bodies;
    }

    /** Takes the parameters unparsed: Spring splits a list parameter at commas, and a tag may contain one. */
    @GetMapping("/")
    void list(
            @AuthenticationPrincipal Caller caller,
            ContractVersion version,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        @Nullable String slug = parameters.getFirst("slug");
        List<String> tags = parameters.getOrDefault("tag", List.of());
        refuseTooLong(slug, tags);
        @Nullable String wanted = slug == null || slug.isEmpty() ? null : slug;
        ListPartReader<CheckBody, CursorRequest.Cursor<CheckId>> list =
                after -> bodies.of(caller, version, lists.withChannels(caller.project(), wanted, tags, after));
        json.writeArray(response, "checks", list);
    }

    @PostMapping("/")
    ResponseEntity<CheckBody> create(
            @AuthenticationPrincipal Caller caller, ContractVersion version, @JsonBody CheckRequest fields) {
        UpsertedCheck saved = checks.save(caller.project(), fields, version);
        return ResponseEntity.status(saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(bodies.of(caller, version, saved.check()));
    }

    @GetMapping("/{id}")
    CheckBody get(@AuthenticationPrincipal Caller caller, ContractVersion version, @PathVariable String id) {
        return bodies.of(caller, version, checks.named(caller.project(), id));
    }

    @PostMapping("/{id}")
    CheckBody update(
            @AuthenticationPrincipal Caller caller,
            ContractVersion version,
            @PathVariable String id,
            @JsonBody CheckRequest fields)
            throws HttpRequestMethodNotSupportedException {
        refuseUniqueKey(HttpMethod.POST, id);
        return bodies.of(caller, version, checks.update(caller.project(), id(id), fields, version));
    }

    @PostMapping("/{id}/pause")
    CheckBody pause(@AuthenticationPrincipal Caller caller, ContractVersion version, @PathVariable String id) {
        return bodies.of(caller, version, checks.pause(caller.project(), id(id)));
    }

    @PostMapping("/{id}/resume")
    CheckBody resume(@AuthenticationPrincipal Caller caller, ContractVersion version, @PathVariable String id) {
        return bodies.of(caller, version, checks.resume(caller.project(), id(id)));
    }

    @DeleteMapping("/{id}")
    CheckBody delete(@AuthenticationPrincipal Caller caller, ContractVersion version, @PathVariable String id)
            throws HttpRequestMethodNotSupportedException {
        refuseUniqueKey(HttpMethod.DELETE, id);
        return bodies.of(caller, version, checks.delete(caller.project(), id(id)));
    }

    private static void refuseTooLong(@Nullable String slug, List<String> tags) {
        Map<String, String> faults = new TreeMap<>();
        if (slug != null && slug.length() > CheckRequest.MAX_SLUG_LENGTH) {
            faults.put("slug", "is too long");
        }
        if (tags.stream().anyMatch(tag -> tag.length() > CheckRequest.MAX_TAGS_LENGTH)) {
            faults.put("tag", "is too long");
        }
        if (tags.size() > MAX_TAGS) {
            faults.put("tag", "is given more than " + MAX_TAGS + " times");
        }
        if (!faults.isEmpty()) {
            throw InvalidRequestException.parameters(faults);
        }
    }

    /** A unique key lets a caller read the check, and nothing else. */
    private static void refuseUniqueKey(HttpMethod method, String id) throws HttpRequestMethodNotSupportedException {
        if (Checks.isUniqueKey(id)) {
            throw new HttpRequestMethodNotSupportedException(method.name(), List.of(HttpMethod.GET.name()));
        }
    }

    /** An invalid id is treated as not found. */
    private static CheckId id(String text) {
        return CheckId.parse(text).orElseThrow(CheckNotFoundException::new);
    }
}
