package dev.rollcall.page.audit;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditEntry;
import dev.rollcall.platform.process.WebProcess;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says an entry of the audit log in plain words: {@code Anna deleted the check “Backup”}. */
@Component
@WebProcess
class AuditSentences {

    private final MessageSource messages;

    AuditSentences(MessageSource messages) {
        this.messages = messages;
    }

    String of(AuditEntry entry, Locale language) {
        Object[] names = {actor(entry.actor(), language), subject(entry, language)};
        String sentence = messages.getMessage("audit." + entry.action(), names, "", language);
        if (sentence == null || sentence.isEmpty()) {
            // The action is one of a newer release.
            sentence = names[0] + ": " + entry.action() + " " + names[1];
        }
        String detail = messages.getMessage("audit.detail." + entry.detail(), null, "", language);
        return detail == null || detail.isEmpty() ? sentence : sentence + " (" + detail + ")";
    }

    private String actor(Actor actor, Locale language) {
        return messages.getMessage("audit.by." + actor.kind().label(), new Object[] {actor.name()}, language);
    }

    private String subject(AuditEntry entry, Locale language) {
        return entry.subject().isEmpty()
                ? messages.getMessage("audit.unnamed", null, language)
                : messages.getMessage("audit.quoted", new Object[] {entry.subject()}, language);
    }
}
