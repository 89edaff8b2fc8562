package dev.rollcall.page.project;

import dev.rollcall.page.PageAddress;
import dev.rollcall.page.form.FormRules;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import dev.rollcall.statuspage.HostTakenException;
import dev.rollcall.statuspage.SlugTakenException;
import dev.rollcall.statuspage.StatusPage;
import dev.rollcall.statuspage.StatusPageRequest;
import dev.rollcall.statuspage.StatusPages;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The settings of the status page of a project. */
@PageController
@RequestMapping("/projects/{project}/settings/status-page/")
class StatusSettingsController {

    private final StatusPages pages;
    private final FormRules rules;
    private final Site site;

    StatusSettingsController(StatusPages pages, FormRules rules, Site site) {
        this.pages = pages;
        this.rules = rules;
        this.site = site;
    }

    /** @param saved whether the settings were changed just now */
    @GetMapping
    ModelAndView show(@PathVariable UUID project, @RequestParam(defaultValue = "false") boolean saved) {
        Optional<StatusPage> page = pages.find(new ProjectId(project));
        ModelAndView view = view(project, page, StatusForm.of(page), Map.of(), HttpStatus.OK);
        view.addObject("saved", saved);
        return view;
    }

    @PostMapping
    ModelAndView save(@PathVariable UUID project, StatusForm form) {
        try {
            var request =
                    new StatusPageRequest(form.writtenTitle(), form.writtenSlug(), form.writtenHost(), form.isPublic());
            pages.set(new ProjectId(project), rules.valid(request));
            return new ModelAndView("redirect:" + PageAddress.settings(project) + "status-page/?saved=true");
        } catch (InvalidRequestException e) {
            return refused(project, form, e.fields(), HttpStatus.BAD_REQUEST);
        } catch (SlugTakenException e) {
            return refused(project, form, Map.of("slug", String.valueOf(e.getMessage())), HttpStatus.CONFLICT);
        } catch (HostTakenException e) {
            return refused(project, form, Map.of("host", String.valueOf(e.getMessage())), HttpStatus.CONFLICT);
        }
    }

    private ModelAndView refused(UUID project, StatusForm form, Map<String, String> faults, HttpStatus status) {
        return view(project, pages.find(new ProjectId(project)), form, faults, status);
    }

    /** The head is about the stored page, and the form what was entered. */
    private ModelAndView view(
            UUID project, Optional<StatusPage> page, StatusForm form, Map<String, String> faults, HttpStatus status) {
        var view = new ModelAndView("page/project/status-page", status);
        view.addObject("project", project);
        view.addObject("published", page.filter(StatusPage::isPublic).orElse(null));
        view.addObject("url", page.map(known -> known.address(site)).orElse(null));
        view.addObject("form", form);
        view.addObject("faults", faults);
        view.addObject("address", site.url("/status/"));
        return view;
    }
}
