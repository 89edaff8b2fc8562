package dev.rollcall.signin;

import dev.rollcall.account.Person;
import dev.rollcall.channel.email.ServiceMail;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.signin.passkey.Passkeys;
import dev.rollcall.signin.provider.ProviderSignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people sign in, and the page behind a link. Their forms are handled by Spring Security. */
@PageController
class SignInController {

    private final ServiceMail mail;
    private final Passkeys passkeys;
    private final ProviderSignIn provider;

    SignInController(ServiceMail mail, Passkeys passkeys, ProviderSignIn provider) {
        this.mail = mail;
        this.passkeys = passkeys;
        this.provider = provider;
    }

    /**
     * A reader who is signed in comes here to sign in again, and then to learn what became of it.
     *
     * @param failed the way that failed: password, link or provider
     * @param sent present after a link was asked for
     * @param left present after a sign-out
     * @param again present for a reader who is signed in, and has to show once more who they are
     */
    @GetMapping(PageSecurity.SIGN_IN)
    String show(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String sent,
            @RequestParam(name = "signed-out", required = false) @Nullable String left,
            @RequestParam(required = false) @Nullable String again,
            Model model) {
        Optional<Person> person = PersonFilter.person(request);
        if (person.isPresent() && again == null && failed == null && sent == null) {
            return "redirect:/";
        }
        model.addAttribute("isAgain", person.isPresent());
        model.addAttribute(
                "email", person.map(reader -> reader.account().email()).orElse(null));
        model.addAttribute("failed", failed == null ? "" : failed);
        model.addAttribute("isSent", sent != null);
        model.addAttribute("isSignedOut", left != null);
        model.addAttribute("hasMail", mail.isAttached());
        model.addAttribute("hasPasskeys", passkeys.isPossible());
        model.addAttribute("hasProvider", provider.isAttached());
        return "page/sign-in";
    }

    /** A link only shows a button: programs that scan mail open links too. */
    @GetMapping(PageSecurity.BY_LINK)
    String confirm(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        return "page/sign-in-link";
    }
}
