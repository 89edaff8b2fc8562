package dev.rollcall.statuspage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The settings of the project's status page. Our extension of the API. */
@WebController
class StatusPageController {

    private final StatusPages pages;
    private final Site site;

    StatusPageController(StatusPages pages, Site site) {
        this.pages = pages;
        this.site = site;
    }

    @GetMapping("/api/v3/status-page/")
    StatusPageBody get(@AuthenticationPrincipal Caller caller) {
        return pages.find(caller.project()).map(this::body).orElse(StatusPageBody.NONE);
    }

    @PostMapping("/api/v3/status-page/")
    StatusPageBody set(@AuthenticationPrincipal Caller caller, @JsonBody StatusPageRequest fields) {
        return body(pages.set(caller.project(), fields));
    }

    private StatusPageBody body(StatusPage page) {
        return new StatusPageBody(page.title(), page.slug(), page.host(), page.isPublic(), page.address(site));
    }

    /** The settings, all null and false while none were set. */
    record StatusPageBody(
            @Nullable String title,
            @Nullable String slug,
            @Nullable String host,
            @JsonProperty("public") boolean isPublic,
            @Nullable String url) {

        static final StatusPageBody NONE = new StatusPageBody(null, null, null, false, null);
    }
}
