package dev.rollcall.signin.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Spring Session's repository, as pages use it: a request that changes nothing in its session costs one statement.
 * Spring Session sets the time of the last access in each request; here it stays for a minute, which makes no
 * difference to a session that lasts for days without a request. Only a write has a transaction.
 */
public final class RarelyTouchedSessions<S extends Session>
        implements SessionRepository<RarelyTouchedSessions.Touched<S>> {

    private static final Duration APART = Duration.ofMinutes(1);

    private final SessionRepository<S> sessions;
    private final TransactionOperations transactions;

    RarelyTouchedSessions(SessionRepository<S> sessions, TransactionOperations transactions) {
        this.sessions = sessions;
        this.transactions = transactions;
    }

    @Override
    public Touched<S> createSession() {
        return new Touched<>(sessions.createSession(), true);
    }

    /** Needs a transaction, because a session and its attributes are in two tables. */
    @Override
    public void save(Touched<S> session) {
        if (session.isChanged) {
            transactions.executeWithoutResult(status -> sessions.save(session.stored));
            session.isChanged = false;
        }
    }

    @Override
    public @Nullable Touched<S> findById(String id) {
        S stored = sessions.findById(id);
        return stored == null ? null : new Touched<>(stored, false);
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteById(id);
    }

    /** A session that keeps the recorded time of its last access for a minute. */
    public static final class Touched<S extends Session> implements Session {

        private final S stored;
        private boolean isChanged;

        private Touched(S stored, boolean isChanged) {
            this.stored = stored;
            this.isChanged = isChanged;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (!at.isBefore(getLastAccessedTime().plus(APART))) {
                isChanged = true;
                stored.setLastAccessedTime(at);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return stored.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return stored.getId();
        }

        @Override
        public String changeSessionId() {
            isChanged = true;
            return stored.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the signature is Spring Session's
        public <T> @Nullable T getAttribute(String name) {
            return stored.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return stored.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            isChanged = true;
            stored.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            isChanged = true;
            stored.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return stored.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            isChanged = true;
            stored.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return stored.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return stored.isExpired();
        }
    }
}
