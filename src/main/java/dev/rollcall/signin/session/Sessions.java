package dev.rollcall.signin.session;

import dev.rollcall.account.AccountId;
import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of an account. */
@Component
@WebProcess
public class Sessions {

    private static final String CLIENT = "rollcall.client";
    private static final String PROGRAM = "rollcall.program";
    private static final int MAX_PROGRAM_LENGTH = 200;

    private final FindByIndexNameSessionRepository<?> sessions;
    private final SessionStore store;

    Sessions(FindByIndexNameSessionRepository<?> sessions, SessionStore store) {
        this.sessions = sessions;
        this.store = store;
    }

    /** Records in a new session where it was made, so that its owner recognizes it. */
    public void describe(HttpServletRequest request) {
        HttpSession session = request.getSession();
        String program = request.getHeader("User-Agent");
        session.setAttribute(CLIENT, request.getRemoteAddr());
        session.setAttribute(
                PROGRAM, program == null ? "" : program.substring(0, Math.min(program.length(), MAX_PROGRAM_LENGTH)));
    }

    /** Lists the sessions of an account, the most recently used first. */
    public List<OpenSession> of(AccountId account, HttpServletRequest request) {
        String current = current(request);
        return sessions.findByPrincipalName(account.toString()).entrySet().stream()
                .filter(session -> !session.getValue().isExpired())
                .map(session -> new OpenSession(
                        session.getKey(),
                        session.getValue().getCreationTime(),
                        session.getValue().getLastAccessedTime(),
                        text(session.getValue(), CLIENT),
                        text(session.getValue(), PROGRAM),
                        session.getKey().equals(current)))
                .sorted(Comparator.comparing(OpenSession::lastAccessAt).reversed())
                .toList();
    }

    /** Ends one session of the account. */
    public void end(AccountId account, String handle) {
        store.delete(account.toString(), handle);
    }

    /** Ends all sessions of the account except that of this request. */
    public void endOthers(AccountId account, HttpServletRequest request) {
        store.deleteOthers(account.toString(), current(request));
    }

    /** The handle of the session of this request; empty if a proxy signs the reader in, without a session. */
    private static String current(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "" : digest(session.getId());
    }

    private static String text(Session session, String name) {
        return session.getAttribute(name) instanceof String text ? text : "";
    }

    /** As {@link SessionQueries} computes it. */
    private static String digest(String sessionId) {
        return HexFormat.of().formatHex(Sha256.of(sessionId));
    }
}
