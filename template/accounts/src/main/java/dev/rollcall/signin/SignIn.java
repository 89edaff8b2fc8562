package dev.rollcall.signin;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationProvider;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.ott.OneTimeTokenLoginConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** How people sign in: with a password, or with a link that the task {@code create-account} printed. */
@Component
@WebProcess
class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final AccountUsers users;
    private final OneTimeTokenService tokens;
    private final PasswordEncoder passwords;
    private final SignedInHandler signedIn;

    SignIn(AccountUsers users, OneTimeTokenService tokens, PasswordEncoder passwords, SignedInHandler signedIn) {
        this.users = users;
        this.tokens = tokens;
        this.passwords = passwords;
        this.signedIn = signedIn;
    }

    /** Compares passwords. An address without an account takes the same time. */
    DaoAuthenticationProvider passwordProvider() {
        var provider = new DaoAuthenticationProvider(users.byAddress());
        provider.setPasswordEncoder(passwords);
        return provider;
    }

    void byPassword(FormLoginConfigurer<HttpSecurity> form) {
        form.loginPage(PageSecurity.SIGN_IN)
                .loginProcessingUrl(PageSecurity.BY_PASSWORD)
                .successHandler(signedIn)
                .failureHandler(failure("password"));
    }

    /** No request creates a token. A service that sends mail gives a URL and a handler here, in place of these two. */
    void byLink(OneTimeTokenLoginConfigurer<HttpSecurity> link) {
        link.loginPage(PageSecurity.SIGN_IN)
                .generateRequestResolver(request -> null)
                .tokenGenerationSuccessHandler((request, response, token) -> {
                    throw new IllegalStateException("a request has created a token");
                })
                .tokenService(tokens)
                .showDefaultSubmitPage(false)
                .loginProcessingUrl(PageSecurity.BY_LINK)
                .authenticationProvider(new OneTimeTokenAuthenticationProvider(tokens, users.byId()))
                .successHandler(signedIn)
                .failureHandler(failure("link"));
    }

    /** The same answer for every reason, and no session. */
    private static AuthenticationFailureHandler failure(String way) {
        return (request, response, reason) -> {
            logFailure(way, request, reason);
            response.sendRedirect(PageSecurity.SIGN_IN + "?failed=" + way);
        };
    }

    /** Not the message of the reason, which may repeat what was sent. */
    private static void logFailure(String way, HttpServletRequest request, AuthenticationException reason) {
        log.atInfo()
                .addKeyValue("event", "sign-in.failed")
                .addKeyValue("way", way)
                .addKeyValue("reason", reason.getClass().getSimpleName())
                .addKeyValue("client", request.getRemoteAddr())
                .log("a sign-in failed");
    }
}
