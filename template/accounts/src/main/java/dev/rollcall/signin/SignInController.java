package dev.rollcall.signin;

import dev.rollcall.account.Account;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people sign in, and the page behind a link. Their forms are handled by Spring Security. */
@PageController
class SignInController {

    private final Site site;

    SignInController(Site site) {
        this.site = site;
    }

    /**
     * A reader who is signed in comes here to sign in again, and then to learn what became of it.
     *
     * @param failed the way that failed: password or link
     * @param left present after a sign-out
     * @param again present for a reader who is signed in, and has to show once more who they are
     */
    @GetMapping(PageSecurity.SIGN_IN)
    String show(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(name = "signed-out", required = false) @Nullable String left,
            @RequestParam(required = false) @Nullable String again,
            Model model) {
        Optional<Account> person = PersonFilter.person(request);
        if (person.isPresent() && again == null && failed == null) {
            return "redirect:/";
        }
        model.addAttribute("site", site.name());
        model.addAttribute("isAgain", person.isPresent());
        model.addAttribute("email", person.map(Account::email).orElse(null));
        model.addAttribute("failed", failed == null ? "" : failed);
        model.addAttribute("isSignedOut", left != null);
        return "page/sign-in";
    }

    /** A link only shows a button: programs that scan mail open links too. */
    @GetMapping(PageSecurity.BY_LINK)
    String confirm(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("site", site.name());
        model.addAttribute("token", token);
        return "page/sign-in-link";
    }
}
