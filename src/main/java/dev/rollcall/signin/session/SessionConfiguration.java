package dev.rollcall.signin.session;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Session with our tables. Its filter is not a bean, because Spring Boot would put it in front of each ping:
 * {@code PageSecurity} adds it to the pages. Its cleaning thread is off: {@link PruneSessions}.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class SessionConfiguration {

    static final String TABLE = "sessions";

    /** Without a request for this long, a session has ended. */
    private static final Duration MAX_INACTIVE = Duration.ofDays(14);

    /** Reads without a transaction: each time it is one statement. */
    @Bean
    JdbcIndexedSessionRepository sessionRepository(JdbcOperations jdbc) {
        var sessions = new JdbcIndexedSessionRepository(jdbc, TransactionOperations.withoutTransaction());
        sessions.setTableName(TABLE);
        sessions.setDefaultMaxInactiveInterval(MAX_INACTIVE);
        sessions.setCleanupCron(Scheduled.CRON_DISABLED);
        sessions.setConversionService(SessionValues.conversion());
        SessionQueries.useIn(sessions);
        return sessions;
    }

    /** What a request changes in its session is written even if another transaction fails. */
    @Bean
    RarelyTouchedSessions<?> pageSessions(
            JdbcIndexedSessionRepository sessions, PlatformTransactionManager transactions) {
        var separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new RarelyTouchedSessions<>(sessions, separate);
    }

    @Bean
    HttpSessionIdResolver sessionCookie(Site site) {
        boolean isSecure = site.root().startsWith("https:");
        var cookie = new SessionCookie();
        // A browser takes a cookie with this prefix only from this very host, and only by TLS.
        cookie.setCookieName(isSecure ? "__Host-rollcall-session" : "rollcall-session");
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(isSecure);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        var resolver = new CookieHttpSessionIdResolver();
        resolver.setCookieSerializer(cookie);
        return resolver;
    }

    /** Leaves out what cannot be the id of a session. Postgres refuses some of it, such as a null character. */
    private static final class SessionCookie extends DefaultCookieSerializer {

        /** A UUID; another release may write something longer. */
        private static final Pattern POSSIBLE = Pattern.compile("[\\w-]{1,100}");

        @Override
        public List<String> readCookieValues(HttpServletRequest request) {
            return super.readCookieValues(request).stream()
                    .filter(id -> POSSIBLE.matcher(id).matches())
                    .toList();
        }
    }
}
