package dev.rollcall.signin.session;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.process.WebOrTask;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the sessions of an account that is disabled, in the same transaction. A request would notice as well, but a
 * session that nobody uses meanwhile would work again as soon as the account is enabled.
 */
@Component
@WebOrTask
class EndSessions {

    private final SessionStore sessions;

    EndSessions(SessionStore sessions) {
        this.sessions = sessions;
    }

    @EventListener
    void end(Accounts.Disabled disabled) {
        sessions.deleteAll(disabled.account().toString());
    }
}
