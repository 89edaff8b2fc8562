package dev.rollcall.signin.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Records the last access to a session once a minute. Spring Session sets it in each request and then saves the session, but
 * it writes nothing if nothing has changed. A session lasts for days without a request, so a minute makes no difference.
 */
public final class RarelyTouchedSessions<S extends Session>
        implements SessionRepository<RarelyTouchedSessions.Touched<S>> {

    private static final Duration APART = Duration.ofMinutes(1);

    private final SessionRepository<S> sessions;

    public RarelyTouchedSessions(SessionRepository<S> sessions) {
        this.sessions = sessions;
    }

    @Override
    public Touched<S> createSession() {
        return new Touched<>(sessions.createSession());
    }

    @Override
    public void save(Touched<S> session) {
        sessions.save(session.stored);
    }

    @Override
    public @Nullable Touched<S> findById(String id) {
        S stored = sessions.findById(id);
        return stored == null ? null : new Touched<>(stored);
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteById(id);
    }

    /** A session that keeps the recorded time of its last access for a minute. */
    public static final class Touched<S extends Session> implements Session {

        private final S stored;

        private Touched(S stored) {
            this.stored = stored;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (!at.isBefore(getLastAccessedTime().plus(APART))) {
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
            stored.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            stored.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return stored.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
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
