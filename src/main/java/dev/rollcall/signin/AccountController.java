package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Person;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.signin.passkey.Passkeys;
import dev.rollcall.signin.password.PasswordFault;
import dev.rollcall.signin.password.Passwords;
import dev.rollcall.signin.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people change their own account. */
@PageController
@RequestMapping("/account")
class AccountController {

    /** Leads back to the page, after the reader has signed in again if need be. */
    static final String CONFIRM = "/account/confirm";

    private static final String PAGE = "page/account";

    private final Accounts accounts;
    private final Passwords passwords;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final RecentSignIn recent;

    AccountController(
            Accounts accounts, Passwords passwords, Passkeys passkeys, Sessions sessions, RecentSignIn recent) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.recent = recent;
    }

    /** @param saved what was changed just now, or nothing */
    @GetMapping
    String show(
            @RequestAttribute Person person,
            @RequestParam(defaultValue = "") String saved,
            Authentication signIn,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("saved", saved);
        model.addAttribute("faults", Map.of());
        return page(person, signIn, request, model);
    }

    @GetMapping("/confirm")
    String confirm() {
        return "redirect:/account";
    }

    @PostMapping("/profile")
    String saveProfile(
            @RequestAttribute Person person,
            @RequestParam String name,
            @RequestParam String timeZone,
            @RequestParam String language,
            Authentication signIn,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            accounts.update(person.account().id(), name, timeZone, language);
            return "redirect:/account?saved=profile";
        } catch (InvalidRequestException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("saved", "");
            model.addAttribute("faults", e.fields());
            return page(person, signIn, request, model);
        }
    }

    /** All other sessions end: perhaps somebody else knew the old password. */
    @PostMapping("/password")
    String savePassword(
            @RequestAttribute Person person,
            @RequestParam(defaultValue = "") String oldPassword,
            @RequestParam String newPassword,
            Authentication signIn,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        AccountId account = person.account().id();
        boolean isOldRight = !needsOldPassword(account, signIn) || passwords.matches(account, oldPassword);
        Optional<PasswordFault> fault = passwords.fault(person.account(), newPassword);
        if (isOldRight && fault.isEmpty()) {
            // Stored before the sessions end: SignedInHandler compares the password of a sign-in that runs meanwhile.
            passwords.set(account, newPassword);
            sessions.endOthers(account, request);
            return "redirect:/account?saved=password";
        }
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("saved", "");
        model.addAttribute(
                "faults",
                isOldRight
                        ? Map.of("newPassword", fault.map(PasswordFault::name).orElseThrow())
                        : Map.of("oldPassword", ""));
        return page(person, signIn, request, model);
    }

    @PostMapping("/passkeys/delete")
    String deletePasskey(@RequestAttribute Person person, @RequestParam String id) {
        passkeys.delete(person.account().id(), id);
        return "redirect:/account?saved=passkey";
    }

    @PostMapping("/sessions/end")
    String endSession(@RequestAttribute Person person, @RequestParam String handle) {
        sessions.end(person.account().id(), handle);
        return "redirect:/account?saved=session";
    }

    @PostMapping("/sessions/end-others")
    String endOtherSessions(@RequestAttribute Person person, HttpServletRequest request) {
        sessions.endOthers(person.account().id(), request);
        return "redirect:/account?saved=session";
    }

    /** Whoever has forgotten it signs in with a link. */
    private boolean needsOldPassword(AccountId account, Authentication signIn) {
        return passwords.hasPassword(account) && !recent.isByLink(signIn);
    }

    private String page(Person person, Authentication signIn, HttpServletRequest request, Model model) {
        AccountId account = person.account().id();
        model.addAttribute("account", person.account());
        model.addAttribute("languages", Accounts.LANGUAGES);
        model.addAttribute("zones", TimeZones.names());
        model.addAttribute("hasPassword", passwords.hasPassword(account));
        model.addAttribute("needsOldPassword", needsOldPassword(account, signIn));
        model.addAttribute("hasPasskeys", passkeys.isPossible());
        model.addAttribute("passkeys", passkeys.of(account));
        model.addAttribute("isRecent", recent.isRecent(signIn));
        model.addAttribute("sessions", sessions.of(account, request));
        return PAGE;
    }
}
