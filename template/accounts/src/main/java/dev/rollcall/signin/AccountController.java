package dev.rollcall.signin;

import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.signin.password.PasswordFault;
import dev.rollcall.signin.password.Passwords;
import dev.rollcall.signin.session.OpenSession;
import dev.rollcall.signin.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people set their password and end their sessions. */
@PageController
@RequestMapping("/account")
class AccountController {

    /** Leads back to the page, after the reader has signed in again if need be. */
    static final String CONFIRM = "/account/confirm";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Passwords passwords;
    private final Sessions sessions;
    private final RecentSignIn recent;
    private final Site site;

    AccountController(Passwords passwords, Sessions sessions, RecentSignIn recent, Site site) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.recent = recent;
        this.site = site;
    }

    /** @param saved what was changed just now, or nothing */
    @GetMapping
    String show(
            @RequestAttribute Account person,
            @RequestParam(defaultValue = "") String saved,
            Authentication signIn,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("saved", saved);
        model.addAttribute("fault", "");
        return page(person, signIn, request, model);
    }

    @GetMapping("/confirm")
    String confirm() {
        return "redirect:/account";
    }

    /** All other sessions end: perhaps somebody else knew the old password. */
    @PostMapping("/password")
    String savePassword(
            @RequestAttribute Account person,
            @RequestParam(defaultValue = "") String oldPassword,
            @RequestParam String newPassword,
            Authentication signIn,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        AccountId account = person.id();
        boolean isOldRight = !needsOldPassword(account, signIn) || passwords.matches(account, oldPassword);
        Optional<PasswordFault> fault = passwords.fault(person, newPassword);
        if (isOldRight && fault.isEmpty()) {
            passwords.set(account, newPassword);
            sessions.endOthers(account, request);
            return "redirect:/account?saved=password";
        }
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("saved", "");
        model.addAttribute("fault", isOldRight ? fault.orElseThrow().name() : "OLD");
        return page(person, signIn, request, model);
    }

    @PostMapping("/sessions/end")
    String endSession(@RequestAttribute Account person, @RequestParam String handle) {
        sessions.end(person.id(), handle);
        return "redirect:/account?saved=session";
    }

    /** Whoever has forgotten it signs in with a link. */
    private boolean needsOldPassword(AccountId account, Authentication signIn) {
        return passwords.hasPassword(account) && !recent.isByLink(signIn);
    }

    private String page(Account person, Authentication signIn, HttpServletRequest request, Model model) {
        model.addAttribute("site", site.name());
        model.addAttribute("person", person);
        model.addAttribute("needsOldPassword", needsOldPassword(person.id(), signIn));
        model.addAttribute("isRecent", recent.isRecent(signIn));
        model.addAttribute(
                "sessions",
                sessions.of(person.id(), request).stream().map(Row::of).toList());
        return "page/account";
    }

    /**
     * A session on the page.
     *
     * @param iso the time of its last request for programs
     * @param time the same for people
     */
    public record Row(String handle, String iso, String time, String client, String program, boolean isCurrent) {

        static Row of(OpenSession open) {
            return new Row(
                    open.handle(),
                    open.lastAccessAt().toString(),
                    TIME.format(open.lastAccessAt()),
                    open.client(),
                    open.program(),
                    open.isCurrent());
        }
    }
}
