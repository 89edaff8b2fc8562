package dev.rollcall.signin.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Spring Session on our tables and statements. */
@RollcallTest
class SessionRepositoryTest {

    private static final String CONTEXT = "SPRING_SECURITY_CONTEXT";

    @Autowired
    private FindByIndexNameSessionRepository<?> repository;

    @Autowired
    private RarelyTouchedSessions<?> pages;

    @Autowired
    private SessionStore store;

    @Autowired
    private PruneSessions prune;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private final String account = UUID.randomUUID().toString();

    @Test
    void aSessionIsFoundByItsIdAndTheTableHasOnlyTheDigest() {
        String id = signedIn(repository);

        assertThat(principal(repository.findById(id))).isEqualTo(account);
        assertThat(repository.findById(UUID.randomUUID().toString())).isNull();
        String digest = stored();
        assertThat(digest).hasSize(64).doesNotContain(id);
        assertThat(repository.findById(digest)).as("the digest opens nothing").isNull();
        assertThat(repository.findByPrincipalName(account)).containsOnlyKeys(digest);
    }

    @Test
    void anAttributeThatThisReleaseCannotReadIsAbsent() {
        String id = signedIn(repository);
        corrupt("\\x0bad");
        assertThat(principal(repository.findById(id))).isNull();

        String other = signedIn(repository);
        touch(repository, other, "of-a-later-release", new OfALaterRelease());
        Session read = Objects.requireNonNull(repository.findById(other));
        assertThat(read.<Object>getAttribute("of-a-later-release")).isNull();
        assertThat(principal(read)).as("the others are read").isEqualTo(account);
    }

    @Test
    void anAccessIsWrittenOnceAMinute() {
        String id = signedIn(repository);
        Instant first = lastAccess();

        accessAt(pages, id, first.plusSeconds(59));
        assertThat(lastAccess()).isEqualTo(first);

        accessAt(pages, id, first.plusSeconds(60));
        assertThat(lastAccess()).isEqualTo(first.plusSeconds(60));
        assertThat(expiry()).isEqualTo(first.plusSeconds(60).plus(Duration.ofDays(14)));
    }

    @Test
    void whatElseARequestChangesIsWrittenAtOnce() {
        String id = signedIn(repository);

        touch(pages, id, "shown-once", "saved");
        assertThat(Objects.requireNonNull(repository.findById(id)).<String>getAttribute("shown-once"))
                .isEqualTo("saved");
        String changed = changeId(pages, id);
        assertThat(repository.findById(id)).isNull();
        assertThat(principal(pages.findById(changed))).isEqualTo(account);
        pages.deleteById(changed);
        assertThat(pages.findById(changed)).isNull();
    }

    @Test
    void aSessionIsWrittenAsAWholeOrNotAtAll() {
        String id = signedIn(pages);
        assertThat(principal(pages.findById(id))).isEqualTo(account);

        Instant before = lastAccess();
        assertThatThrownBy(() -> accessAndSpoil(pages, id, before.plusSeconds(60)))
                .isInstanceOf(ConversionFailedException.class);
        assertThat(lastAccess()).isEqualTo(before);
    }

    @Test
    void aNewIdReplacesTheOldOneAtOnce() {
        String id = signedIn(repository);
        String changed = changeId(repository, id);

        assertThat(repository.findById(id)).isNull();
        assertThat(principal(repository.findById(changed))).isEqualTo(account);
    }

    @Test
    void theOwnerOfAnAccountEndsItsSessionsAndNoOthers() {
        String one = signedIn(repository);
        String digest = stored();
        String two = signedIn(repository);

        store.delete(UUID.randomUUID().toString(), digest);
        assertThat(repository.findById(one)).as("of another account").isNotNull();

        store.deleteOthers(account, digest);
        assertThat(repository.findById(two)).isNull();
        assertThat(repository.findById(one)).isNotNull();

        store.delete(account, digest);
        assertThat(repository.findById(one)).isNull();
    }

    @Test
    void expiredSessionsArePruned() {
        signedIn(repository);
        fixtures.jdbc()
                .sql("UPDATE sessions SET expiry_time = :at WHERE principal_name = :account")
                .param("at", clock.instant().toEpochMilli())
                .param("account", account)
                .update();
        prune.prune(null);
        assertThat(count()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        prune.prune(null);
        assertThat(count()).isZero();
    }

    @Test
    void aSessionEndsAfterNinetyDaysHoweverItIsUsed() {
        String id = signedIn(repository);
        beginEarlier(Duration.ofDays(90).minusMinutes(1));
        assertThat(principal(repository.findById(id))).isEqualTo(account);

        beginEarlier(Duration.ofMinutes(1));
        assertThat(repository.findById(id)).isNull();
        clock.set(Instant.now());
        prune.prune(null);
        assertThat(count()).isZero();
    }

    private void beginEarlier(Duration by) {
        fixtures.jdbc()
                .sql("UPDATE sessions SET creation_time = creation_time - :by WHERE principal_name = :account")
                .param("by", by.toMillis())
                .param("account", account)
                .update();
    }

    private <S extends Session> String signedIn(SessionRepository<S> sessions) {
        S session = sessions.createSession();
        UserDetails user = User.withUsername(account).password("secret").build();
        SecurityContext context =
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(user, null, List.of()));
        session.setAttribute(CONTEXT, context);
        sessions.save(session);
        return session.getId();
    }

    private <S extends Session> void touch(SessionRepository<S> sessions, String id, String name, Object value) {
        S session = Objects.requireNonNull(sessions.findById(id));
        session.setAttribute(name, value);
        sessions.save(session);
    }

    private <S extends Session> void accessAt(SessionRepository<S> sessions, String id, Instant at) {
        S session = Objects.requireNonNull(sessions.findById(id));
        session.setLastAccessedTime(at);
        sessions.save(session);
    }

    private <S extends Session> void accessAndSpoil(SessionRepository<S> sessions, String id, Instant at) {
        S session = Objects.requireNonNull(sessions.findById(id));
        session.setLastAccessedTime(at);
        session.setAttribute("cannot-be-stored", new Object());
        sessions.save(session);
    }

    private <S extends Session> String changeId(SessionRepository<S> sessions, String id) {
        S session = Objects.requireNonNull(sessions.findById(id));
        String changed = session.changeSessionId();
        sessions.save(session);
        return changed;
    }

    private static @Nullable String principal(@Nullable Session session) {
        assertThat(session).isNotNull();
        SecurityContext context = session.getAttribute(CONTEXT);
        return context == null || context.getAuthentication() == null
                ? null
                : context.getAuthentication().getName();
    }

    private String stored() {
        return fixtures.jdbc()
                .sql("SELECT session_id FROM sessions WHERE principal_name = :account ORDER BY creation_time LIMIT 1")
                .param("account", account)
                .query(String.class)
                .single();
    }

    private Instant lastAccess() {
        return Instant.ofEpochMilli(fixtures.jdbc()
                .sql("SELECT last_access_time FROM sessions WHERE principal_name = :account")
                .param("account", account)
                .query(Long.class)
                .single());
    }

    private Instant expiry() {
        return Instant.ofEpochMilli(fixtures.jdbc()
                .sql("SELECT expiry_time FROM sessions WHERE principal_name = :account")
                .param("account", account)
                .query(Long.class)
                .single());
    }

    private int count() {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM sessions WHERE principal_name = :account")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    private void corrupt(String bytes) {
        fixtures.jdbc()
                .sql("UPDATE sessions_attributes SET attribute_bytes = CAST(:bytes AS bytea)")
                .param("bytes", bytes)
                .update();
    }

    /** Stands for a class that this release does not have: its filter does not let it in. */
    private static final class OfALaterRelease implements Serializable {
        private static final long serialVersionUID = 1;
    }
}
