package dev.rollcall.check.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.Checks;
import dev.rollcall.check.lookup.LookupStore;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The limit by itself: how many checks count, and who waits. Requests at once are in {@code LimitsTest}. */
@RollcallTest
class CheckLimitTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private LookupStore lookup;

    @Autowired
    private CheckCountStore counts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void checksThatADryRunWouldMakeCountAsWell() {
        ProjectId project = fixtures.project().id();
        CheckLimit two = limit(2);
        assertThatCode(() -> two.requireOneMore(project, 1)).doesNotThrowAnyException();
        for (int besides : new int[] {2, 3, 1_000_000}) {
            assertThatThrownBy(() -> two.requireOneMore(project, besides))
                    .isInstanceOf(CheckLimitReachedException.class);
        }
        assertThatCode(() -> limit(null).requireOneMore(project, 1_000_000)).doesNotThrowAnyException();
    }

    @Test
    void countingTakesNoLockAndALimitLocks() {
        ProjectId project = fixtures.project().id();
        assertThat(locksOf(() -> limit(2).requireOneMore(project, 0)))
                .as("whoever creates has the lock already")
                .isZero();
        assertThat(locksOf(() -> limit(2).allowsPingToCreate(project))).isZero();
        assertThat(locksOf(() -> limit(2).lock(project))).isOne();
        assertThat(locksOf(() -> limit(null).lock(project)))
                .as("without a limit")
                .isZero();
    }

    /** Looking up channels may take long, and others wait for whoever has the lock. */
    @Test
    void aRequestIsPreparedBeforeTheProjectIsLocked() {
        ProjectId project = fixtures.project().id();
        var beans = new DefaultListableBeanFactory(context.getAutowireCapableBeanFactory());
        // Takes the place of the application's limit, because it has the same name.
        beans.registerSingleton("checkLimit", limit(1));
        beans.registerResolvableDependency(ApplicationEventPublisher.class, context);
        var checks = (Checks) beans.autowire(Checks.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);

        assertThat(locksOf(() -> assertThatThrownBy(
                                () -> checks.create(project, CheckRequests.of(Map.of("channels", "unknown"))))
                        .isInstanceOf(InvalidRequestException.class)))
                .isZero();
        assertThat(locksOf(() -> checks.create(project, CheckRequests.of(Map.of()))))
                .isOne();
    }

    private Integer locksOf(Runnable work) {
        return transaction.execute(status -> {
            // A refused request has marked the transaction already.
            status.setRollbackOnly();
            work.run();
            return jdbc.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
                    .query(Integer.class)
                    .single();
        });
    }

    private CheckLimit limit(@Nullable Integer most) {
        return new CheckLimit(new CheckLimitSettings(most), lookup, counts);
    }
}
