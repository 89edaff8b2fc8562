package dev.rollcall.signin.people;

import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Membership;
import dev.rollcall.account.Person;
import dev.rollcall.channel.email.ServiceMail;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import dev.rollcall.signin.mail.MailTexts;
import dev.rollcall.signin.mail.MailThreads;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends invitations, in the language of the person who invites. */
@Component
@WebProcess
class InvitationMail {

    private static final Logger log = LoggerFactory.getLogger(InvitationMail.class);

    private final ServiceMail mail;
    private final MailTexts texts;
    private final MailThreads threads;
    private final Site site;

    InvitationMail(ServiceMail mail, MailTexts texts, MailThreads threads, Site site) {
        this.mail = mail;
        this.texts = texts;
        this.threads = threads;
        this.site = site;
    }

    boolean isAttached() {
        return mail.isAttached();
    }

    /** The address behind which an invitation is accepted by somebody who is signed in. */
    String link(String token) {
        return site.url(InvitationController.PATH + "?token=" + token);
    }

    /** Sends the link that also signs in. */
    void send(Mailbox to, String token, Person inviter, ProjectId project) {
        Locale language = Locale.forLanguageTag(inviter.account().language());
        String name = inviter.memberships().stream()
                .filter(membership -> membership.project().equals(project))
                .map(Membership::projectName)
                .findFirst()
                .orElse("");
        String url = site.url(InvitationController.MAIL_PATH + "?token=" + token);
        threads.run(() -> {
            try {
                mail.send(
                        to.address(),
                        texts.text(language, "invitation.subject", name, site.name()),
                        texts.text(
                                language, "invitation.text", inviter.account().shownName(), name, site.name(), url));
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("event", "invitation.failed")
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("an invitation was not sent");
            }
        });
    }
}
