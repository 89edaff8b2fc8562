package dev.rollcall.signin;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.channel.email.ServiceMail;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.mail.MailTexts;
import dev.rollcall.signin.mail.MailThreads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.web.authentication.ott.OneTimeTokenGenerationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Sends a link to sign in. The answer to the request is the same, and takes the same time, whether or not the address
 * has an account: everything that depends on it happens on another thread.
 */
@Component
@WebProcess
class LinkMail implements OneTimeTokenGenerationSuccessHandler {

    private static final Logger log = LoggerFactory.getLogger(LinkMail.class);

    private final Accounts accounts;
    private final SignInLinks links;
    private final ServiceMail mail;
    private final MailTexts texts;
    private final MailThreads threads;
    private final Site site;

    LinkMail(Accounts accounts, SignInLinks links, ServiceMail mail, MailTexts texts, MailThreads threads, Site site) {
        this.accounts = accounts;
        this.links = links;
        this.mail = mail;
        this.texts = texts;
        this.threads = threads;
        this.site = site;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, OneTimeToken token)
            throws IOException {
        if (mail.isAttached()) {
            threads.run(() -> send(token));
        }
        response.sendRedirect(PageSecurity.SIGN_IN + "?sent");
    }

    private void send(OneTimeToken token) {
        try {
            Mailbox.parse(token.getUsername())
                    .flatMap(accounts::find)
                    .filter(account -> !account.isDisabled())
                    .ifPresent(account -> send(account, links.url(token.getTokenValue())));
        } catch (RuntimeException e) {
            failed(FailureReason.of(e));
        }
    }

    private void send(Account account, String url) {
        Locale language = Locale.forLanguageTag(account.language());
        long minutes = LinkTokens.IS_VALID.toMinutes();
        mail.send(
                account.email(),
                texts.text(language, "link.subject", site.name()),
                texts.text(language, "link.text", site.name(), url, minutes));
        log.atInfo()
                .addKeyValue("event", "sign-in-link.sent")
                .addKeyValue("account", account.id().toString())
                .log("a link to sign in was sent");
    }

    private static void failed(String reason) {
        log.atWarn()
                .addKeyValue("event", "sign-in-link.failed")
                .addKeyValue("reason", reason)
                .log("a link to sign in was not sent");
    }
}
