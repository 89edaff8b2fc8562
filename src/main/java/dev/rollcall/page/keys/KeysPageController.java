package dev.rollcall.page.keys;

import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.KeyNotFoundException;
import dev.rollcall.project.Keys;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.TooManyKeysException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The keys of a project. A new key is shown only in the answer that creates it, because a redirect would need to keep
 * it somewhere.
 */
@PageController
@RequestMapping("/projects/{project}/settings/keys/")
class KeysPageController {

    /** How long a replaced key can stay valid. The first is the default choice. */
    private static final List<Duration> OVERLAPS =
            List.of(Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(30), Duration.ZERO);

    private final Keys keys;

    KeysPageController(Keys keys) {
        this.keys = keys;
    }

    /** @param saved what was changed just now, or nothing */
    @GetMapping
    String show(@PathVariable UUID project, @RequestParam(defaultValue = "") String saved, Model model) {
        model.addAttribute("saved", saved);
        return page(project, model);
    }

    @PostMapping("make")
    String make(
            @PathVariable UUID project,
            @RequestParam KeyKind kind,
            @RequestParam(defaultValue = "") String name,
            HttpServletResponse response,
            Model model) {
        try {
            return shown(keys.create(new ProjectId(project), kind, name), project, model);
        } catch (InvalidRequestException e) {
            return refused("name", project, response, model);
        } catch (TooManyKeysException e) {
            return refused("too-many", project, response, model);
        }
    }

    /** @param days how long the old key stays valid */
    @PostMapping("rotate")
    String rotate(
            @PathVariable UUID project,
            @RequestParam UUID id,
            @RequestParam int days,
            HttpServletResponse response,
            Model model) {
        Duration overlap = OVERLAPS.stream()
                .filter(offered -> offered.toDays() == days)
                .findFirst()
                .orElse(OVERLAPS.get(0));
        try {
            return shown(keys.exchange(new ProjectId(project), id, overlap), project, model);
        } catch (TooManyKeysException e) {
            return refused("too-many", project, response, model);
        } catch (KeyNotFoundException e) {
            return refused("gone", project, response, model);
        }
    }

    /** It is not an error if the key is gone already. */
    @PostMapping("revoke")
    String revoke(@PathVariable UUID project, @RequestParam UUID id) {
        try {
            keys.revoke(new ProjectId(project), id);
        } catch (KeyNotFoundException e) {
            // Another owner was faster.
        }
        return "redirect:" + PageAddress.settings(project) + "keys/?saved=revoked";
    }

    private String shown(Keys.NewKey made, UUID project, Model model) {
        model.addAttribute("made", made);
        return page(project, model);
    }

    private String refused(String fault, UUID project, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("fault", fault);
        return page(project, model);
    }

    private String page(UUID project, Model model) {
        model.addAttribute("project", project);
        model.addAttribute("keys", keys.of(new ProjectId(project)));
        model.addAttribute("kinds", KeyKind.values());
        model.addAttribute("overlaps", OVERLAPS);
        return "page/keys";
    }
}
