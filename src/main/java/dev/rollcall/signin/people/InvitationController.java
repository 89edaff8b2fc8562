package dev.rollcall.signin.people;

import dev.rollcall.account.Person;
import dev.rollcall.account.invitation.Invitation;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages behind the links of invitations. Nothing happens before their button is pressed. */
@PageController
class InvitationController {

    /** The page of a link that was passed on. Its reader is signed in, or signs in first. */
    static final String PATH = "/invitation";

    /** The page of a link in a mail, which signs in by itself: its form is that of a sign-in link. */
    static final String MAIL_PATH = "/sign-in/invitation";

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    @GetMapping(PATH)
    String show(@RequestParam(defaultValue = "") String token, Model model) {
        return page(token, "/invitation/accept", model);
    }

    @GetMapping(MAIL_PATH)
    String showFromMail(@RequestParam(defaultValue = "") String token, Model model) {
        return page(token, "/sign-in/link", model);
    }

    @PostMapping("/invitation/accept")
    String accept(@RequestAttribute Person person, @RequestParam String token) {
        Optional<ProjectId> project = invitations.accept(token, person.account());
        return project.map(joined -> "redirect:/projects/" + joined + "/checks/")
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String page(String token, String action, Model model) {
        Invitation invitation =
                invitations.find(token).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("invitation", invitation);
        model.addAttribute("action", action);
        model.addAttribute("token", token);
        return "page/invitation";
    }
}
