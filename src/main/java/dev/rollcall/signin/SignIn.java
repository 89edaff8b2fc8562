package dev.rollcall.signin;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.passkey.Passkeys;
import dev.rollcall.signin.provider.ProviderSignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
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
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.ott.OneTimeTokenGenerationSuccessHandler;
import org.springframework.stereotype.Component;

/** How people sign in: with a password, a link, a passkey, or an identity provider. */
@Component
@WebProcess
class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    /** The codes of the standards, of Spring Security and of our own look like this. */
    private static final Pattern CODE = Pattern.compile("[a-z_-]{1,40}");

    private final AccountUsers users;
    private final OneTimeTokenService tokens;
    private final OneTimeTokenGenerationSuccessHandler mail;
    private final PasswordEncoder passwords;
    private final SignedInHandler signedIn;
    private final Passkeys passkeys;
    private final ProviderSignIn provider;

    SignIn(
            AccountUsers users,
            OneTimeTokenService tokens,
            OneTimeTokenGenerationSuccessHandler mail,
            PasswordEncoder passwords,
            SignedInHandler signedIn,
            Passkeys passkeys,
            ProviderSignIn provider) {
        this.users = users;
        this.tokens = tokens;
        this.mail = mail;
        this.passwords = passwords;
        this.signedIn = signedIn;
        this.passkeys = passkeys;
        this.provider = provider;
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

    void byLink(OneTimeTokenLoginConfigurer<HttpSecurity> link) {
        link.loginPage(PageSecurity.SIGN_IN)
                .tokenGeneratingUrl(PageSecurity.SEND_LINK)
                .tokenService(tokens)
                .tokenGenerationSuccessHandler(mail)
                .showDefaultSubmitPage(false)
                .loginProcessingUrl(PageSecurity.BY_LINK)
                .authenticationProvider(new OneTimeTokenAuthenticationProvider(tokens, users.byId()))
                .successHandler(signedIn)
                .failureHandler(failure("link"));
    }

    void addPasskeysAndProvider(HttpSecurity http) {
        if (passkeys.isPossible()) {
            passkeys.addTo(http, users.byId(), signedIn.forScripts());
        }
        provider.addTo(http, signedIn, failure("provider"), PageSecurity.SIGN_IN);
    }

    /** The same answer for every reason, and no session. */
    private static AuthenticationFailureHandler failure(String way) {
        return (request, response, reason) -> {
            logFailure(way, request, reason);
            response.sendRedirect(PageSecurity.SIGN_IN + "?failed=" + way);
        };
    }

    private static void logFailure(String way, HttpServletRequest request, AuthenticationException reason) {
        log.atInfo()
                .addKeyValue("event", "sign-in.failed")
                .addKeyValue("way", way)
                .addKeyValue("reason", reason(reason))
                .addKeyValue("client", request.getRemoteAddr())
                .log("a sign-in failed");
    }

    /**
     * The kind of failure, and the code of a provider if it has the form of a code: anybody can write one into the
     * address. Not the message, which may repeat what was sent.
     */
    private static String reason(AuthenticationException failure) {
        String kind = failure.getClass().getSimpleName();
        return failure instanceof OAuth2AuthenticationException provider
                        && CODE.matcher(provider.getError().getErrorCode()).matches()
                ? kind + " " + provider.getError().getErrorCode()
                : kind;
    }
}
