package dev.rollcall.signin.people;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.LastOwnerException;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.MemberNotFoundException;
import dev.rollcall.account.Members;
import dev.rollcall.account.Person;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.account.invitation.TooManyInvitationsException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import dev.rollcall.signin.limit.SignInAttempts;
import jakarta.servlet.http.HttpServletRequest;
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
    private final SignInAttempts attempts;

    PeopleController(Members members, Invitations invitations, InvitationMail mail, SignInAttempts attempts) {
        this.members = members;
        this.invitations = invitations;
        this.mail = mail;
        this.attempts = attempts;
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
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            return email.isBlank()
                    ? inviteByLink(project, person, role, model)
                    : inviteByMail(project, person, email, role, request, response, model);
        } catch (TooManyInvitationsException e) {
            return refused("too-many", project, person, response, model);
        }
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
            boolean gaveUpPage = isReader(person, account) && !role.includes(ProjectRole.OWNER);
            return gaveUpPage ? "redirect:/projects/" + project + "/checks/" : saved(project, "role");
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
            return isReader(person, account) ? "redirect:/" : saved(project, "removed");
        } catch (LastOwnerException e) {
            return refused("last-owner", project, person, response, model);
        } catch (MemberNotFoundException e) {
            return saved(project, "removed");
        }
    }

    private String inviteByLink(UUID project, Person person, ProjectRole role, Model model) {
        String token = invitations.create(
                new ProjectId(project), role, null, person.account().id());
        model.addAttribute("link", mail.link(token));
        model.addAttribute("saved", "");
        model.addAttribute("fault", "");
        return page(project, person, model);
    }

    /** Invitations are limited like sign-in links, because a mailbox that did not ask for them must not be flooded. */
    private String inviteByMail(
            UUID project,
            Person person,
            String email,
            ProjectRole role,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Mailbox> mailbox = Mailbox.parse(email);
        if (mailbox.isPresent() && !attempts.count("invitation", email, request.getRemoteAddr())) {
            return refused("too-often", project, person, response, model);
        }
        if (mailbox.isEmpty() || !mail.isAttached()) {
            return refused("email", project, person, response, model);
        }
        String token = invitations.create(
                new ProjectId(project), role, mailbox.get(), person.account().id());
        mail.send(mailbox.get(), token, person, new ProjectId(project));
        return saved(project, "invited");
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
        model.addAttribute("maxInvitations", Invitations.MAX_OPEN);
        model.addAttribute("hasMail", mail.isAttached());
        return "page/people";
    }

    /** Only owners may open this page, so a reader who gives up this role continues on another. */
    private static boolean isReader(Person person, UUID account) {
        return person.account().id().value().equals(account);
    }

    private static String saved(UUID project, String what) {
        return "redirect:/projects/" + project + "/settings/people/?saved=" + what;
    }
}
