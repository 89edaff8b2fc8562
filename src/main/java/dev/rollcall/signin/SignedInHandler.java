package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.SignIns;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.password.Passwords;
import dev.rollcall.signin.session.Sessions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** After a sign-in: describes the session, and continues with the page that was asked for. */
@Component
@WebProcess
class SignedInHandler extends SavedRequestAwareAuthenticationSuccessHandler {

    private static final Logger log = LoggerFactory.getLogger(SignedInHandler.class);

    /** The way to sign in, and the field of its form. */
    private static final String PASSWORD = "password";

    private final Sessions sessions;
    private final SignIns signIns;
    private final RecentSignIn recent;
    private final Passwords passwords;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpMessageConverterAuthenticationSuccessHandler json =
            new HttpMessageConverterAuthenticationSuccessHandler();

    SignedInHandler(
            Sessions sessions, SignIns signIns, RecentSignIn recent, Passwords passwords, RequestCache pageCookie) {
        this.sessions = sessions;
        this.signIns = signIns;
        this.recent = recent;
        this.passwords = passwords;
        setRequestCache(pageCookie);
        json.setRequestCache(pageCookie);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        record(request, response, authentication);
        super.onAuthenticationSuccess(request, response, authentication);
        endIfPasswordHasChanged(request, authentication);
    }

    /** The same for passkeys: their script expects the address of the next page in JSON, not a redirect. */
    AuthenticationSuccessHandler forScripts() {
        return (request, response, authentication) -> {
            record(request, response, authentication);
            json.onAuthenticationSuccess(request, response, authentication);
        };
    }

    private void record(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        keepDated(request, response, authentication);
        sessions.describe(request);
        AccountId.parse(authentication.getName()).ifPresent(account -> signIns.record(account, way(authentication)));
        log.atInfo()
                .addKeyValue("event", "account.signed-in")
                .addKeyValue("account", authentication.getName())
                .addKeyValue("way", way(authentication))
                .addKeyValue("client", request.getRemoteAddr())
                .log("a person signed in");
    }

    /** Replaces the sign-in that the session has already, because it is dated by the clock of this machine. */
    private void keepDated(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        var context = new SecurityContextImpl(recent.dated(authentication));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /**
     * A change of the password ends all other sessions. It may come after the password was compared, and before the
     * redirect stored this session, which it then has not found. So the password is compared once more.
     */
    private void endIfPasswordHasChanged(HttpServletRequest request, Authentication authentication) {
        if (!way(authentication).equals(PASSWORD)) {
            return;
        }
        String password = Objects.requireNonNullElse(request.getParameter(PASSWORD), "");
        boolean isRight = AccountId.parse(authentication.getName())
                .filter(account -> passwords.matches(account, password))
                .isPresent();
        HttpSession session = request.getSession(false);
        if (!isRight && session != null) {
            session.invalidate();
        }
    }

    /** A proxy signs in with each request, and does not come here. */
    private static String way(Authentication authentication) {
        if (authentication instanceof UsernamePasswordAuthenticationToken) {
            return PASSWORD;
        }
        if (authentication instanceof OneTimeTokenAuthentication) {
            return "link";
        }
        return authentication instanceof OAuth2AuthenticationToken ? "provider" : "passkey";
    }
}
