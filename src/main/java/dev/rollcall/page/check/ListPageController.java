package dev.rollcall.page.check;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The checks of a project. An open page asks every few seconds whether its list is still right. */
@PageController
@RequestMapping("/projects/{project}/checks/")
class ListPageController {

    private final LiveLists lists;
    private final ListRows rows;
    private final Site site;

    ListPageController(LiveLists lists, ListRows rows, Site site) {
        this.lists = lists;
        this.rows = rows;
        this.site = site;
    }

    @GetMapping
    ModelAndView show(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            Parameters parameters,
            @RequestParam(required = false) @Nullable Integer paused,
            @RequestParam(required = false) @Nullable Integer deleted,
            Locale language) {
        var id = new ProjectId(project);
        return page("page/check/list", id, role, parameters.query(), language, lists.present(id))
                .addObject("paused", paused)
                .addObject("deleted", deleted);
    }

    /** Answers 204, at which a browser leaves the page as it is, while the list that it shows is right. */
    @GetMapping("live")
    @Nullable
    ModelAndView refresh(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            Parameters parameters,
            @RequestParam(defaultValue = "") String version,
            Locale language,
            HttpServletResponse response) {
        var id = new ProjectId(project);
        LiveLists.Snapshot snapshot = lists.recent(id);
        ListVersion present = snapshot.version(snapshot.listing(parameters.query()));
        boolean isRight = ListVersion.parse(version)
                .filter(shown -> !shown.isOutdatedBy(present))
                .isPresent();
        if (isRight) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        return page("page/check/live", id, role, parameters.query(), language, snapshot);
    }

    private ModelAndView page(
            String view,
            ProjectId project,
            ProjectRole role,
            ListQuery query,
            Locale language,
            LiveLists.Snapshot snapshot) {
        Listing listing = snapshot.listing(query);
        String address = "/projects/" + project + "/checks/";
        String shown = listing.query().address();
        var page = new ModelAndView(view);
        page.addObject("address", address);
        page.addObject("listing", listing);
        page.addObject("rows", rows.of(listing.page(), snapshot.at(), language));
        page.addObject(
                "live",
                address + "live" + (shown.isEmpty() ? "?" : shown + "&") + "version=" + snapshot.version(listing));
        page.addObject("lamps", List.of(Lamp.values()));
        page.addObject("orders", List.of(ListQuery.Order.values()));
        page.addObject("firstPing", "curl -fsS '" + site.url("/ping/$PING_KEY/my-first-job?create=1") + "'");
        page.addObject("project", project.value());
        page.addObject("mayChange", role.includes(ProjectRole.MEMBER));
        return page;
    }

    /** What the address of the page says about the list. */
    record Parameters(
            @Nullable String q,
            @Nullable String tag,
            @Nullable String status,
            @Nullable String order,
            @Nullable String page) {

        ListQuery query() {
            return ListQuery.of(q, tag, status, order, page);
        }
    }
}
