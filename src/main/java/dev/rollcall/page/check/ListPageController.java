package dev.rollcall.page.check;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.page.PageFrame;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The checks of a project. An open page asks for a newer list, and is answered when there is one. */
@PageController
@RequestMapping("/projects/{project}/checks/")
class ListPageController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final LiveLists lists;
    private final ListModels models;
    private final OpenLists open;

    ListPageController(LiveLists lists, ListModels models, OpenLists open) {
        this.lists = lists;
        this.models = models;
        this.open = open;
    }

    @GetMapping
    ModelAndView show(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            Parameters parameters,
            @RequestParam(required = false) @Nullable Integer paused,
            @RequestParam(required = false) @Nullable Integer deleted,
            @RequestAttribute PageFrame frame) {
        LiveLists.Snapshot snapshot = lists.present(new ProjectId(project));
        var view = ListView.of(snapshot, parameters.query(), role, frame);
        return new ModelAndView("page/check/list", models.of(view))
                .addObject("paused", paused)
                .addObject("deleted", deleted);
    }

    /** Answers 204, which makes a browser keep the page, if its list stays right for a while. */
    @GetMapping("live")
    CompletableFuture<ResponseEntity<byte[]>> refresh(
            @PathVariable UUID project,
            @RequestAttribute ProjectRole role,
            Parameters parameters,
            @RequestParam(defaultValue = "") String version,
            @RequestAttribute PageFrame frame) {
        var answer = new CompletableFuture<Optional<byte[]>>();
        open.add(new OpenList(
                new ProjectId(project), parameters.query(), role, frame, ListVersion.parse(version), answer));
        return answer.thenApply(
                newer -> newer.map(html -> ResponseEntity.ok().contentType(HTML).body(html))
                        .orElseGet(() -> ResponseEntity.noContent().build()));
    }

    /** What the URL of the page says about the list. */
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
