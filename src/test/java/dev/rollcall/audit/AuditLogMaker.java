package dev.rollcall.audit;

import java.time.Clock;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the audit log of a task, without a Spring context. */
public final class AuditLogMaker {

    private AuditLogMaker() {}

    public static AuditLog make(JdbcClient jdbc, Clock clock) {
        return new AuditLog(new AuditStore(jdbc), actor(), clock);
    }

    /** The check of a task, which may do everything. */
    public static ActorCheck actorCheck() {
        return new ActorCheck(actor(), new StaticListableBeanFactory().getBeanProvider(ActorRights.class));
    }

    private static CurrentActor actor() {
        return new CurrentActor(new StaticListableBeanFactory().getBeanProvider(ActorSource.class));
    }
}
