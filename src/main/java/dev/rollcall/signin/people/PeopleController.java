package dev.rollcall.signin.people;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.LastOwnerException;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.MemberNotFoundException;
import dev.rollcall.account.Members;
import dev.rollcall.account.Person;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of a project, and those who are invited. */
@PageController
@RequestMapping("/projects/{project}/settings/people")
class PeopleController {

    private final Members members;
    private final Invitations invitations;
    private final InvitationMail mail;

    PeopleController(Members members, Invitations invitations, InvitationMail mail) {
        this.members = members;
        this.invitations = invitations;
        this.mail = mail;
    }

    /** @param saved what was changed just now, or nothing */
    @GetMapping("/")
    String show(
            @PathVariable UUID project,
            @RequestAttribute Person person,
            @RequestParam(defaultValue = "") String saved,
            Model model) {
        model.addAttribute("saved", saved);
        model.addAttribute("fault", "");
        return page(project, person, model);
    }

    /** With an address the invitation is sent; without one its link is shown, once. */
    @PostMapping("/invite")
    String invite(
            @PathVariable UUID project,
            @RequestAttribute Person person,
            @RequestParam(defaultValue = "") String email,
            @RequestParam ProjectRole role,
            HttpServletResponse response,
            Model model) {
        if (email.isBlank()) {
            String token = invitations.create(
                    new ProjectId(project), role, null, person.account().id());
            model.addAttribute("link", mail.link(token));
            model.addAttribute("saved", "");
            model.addAttribute("fault", "");
            return page(project, person, model);
        }
        Optional<Mailbox> mailbox = Mailbox.parse(email).filter(address -> mail.isAttached());
        if (mailbox.isEmpty()) {
            return refused("email", project, person, response, model);
        }
        String token = invitations.create(
                new ProjectId(project), role, mailbox.get(), person.account().id());
        mail.send(mailbox.get(), token, person, new ProjectId(project));
        return saved(project, "invited");
    }

    @PostMapping("/invitations/withdraw")
    String withdraw(@PathVariable UUID project, @RequestParam UUID id) {
        invitations.withdraw(new ProjectId(project), id);
        return saved(project, "withdrawn");
    }

    @PostMapping("/role")
    String changeRole(
            @PathVariable UUID project,
            @RequestAttribute Person person,
            @RequestParam UUID account,
            @RequestParam ProjectRole role,
            HttpServletResponse response,
            Model model) {
        try {
            members.change(new ProjectId(project), new AccountId(account), role);
            return saved(project, "role");
        } catch (LastOwnerException e) {
            return refused("last-owner", project, person, response, model);
        } catch (MemberNotFoundException e) {
            return saved(project, "role");
        }
    }

    @PostMapping("/remove")
    String remove(
            @PathVariable UUID project,
            @RequestAttribute Person person,
            @RequestParam UUID account,
            HttpServletResponse response,
            Model model) {
        try {
            members.remove(new ProjectId(project), new AccountId(account));
            return saved(project, "removed");
        } catch (LastOwnerException e) {
            return refused("last-owner", project, person, response, model);
        } catch (MemberNotFoundException e) {
            return saved(project, "removed");
        }
    }

    private String refused(String fault, UUID project, Person person, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("saved", "");
        model.addAttribute("fault", fault);
        return page(project, person, model);
    }

    private String page(UUID project, Person person, Model model) {
        model.addAttribute("project", project);
        model.addAttribute("self", person.account().id());
        model.addAttribute("people", members.of(new ProjectId(project)));
        model.addAttribute("invitations", invitations.of(new ProjectId(project)));
        model.addAttribute("roles", ProjectRole.values());
        model.addAttribute("hasMail", mail.isAttached());
        return "page/people";
    }

    private static String saved(UUID project, String what) {
        return "redirect:/projects/" + project + "/settings/people/?saved=" + what;
    }
}
