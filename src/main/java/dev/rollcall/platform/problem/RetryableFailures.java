package dev.rollcall.platform.problem;

import dev.rollcall.platform.log.Causes;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.hibernate.TransactionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Failures after which the same request may work later. */
public final class RetryableFailures {

    /** The database is unavailable, or the process is stopping. */
    private static final List<Class<? extends Exception>> UNAVAILABLE = List.of(
            CannotCreateTransactionException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            TransactionSystemException.class,
            RecoverableDataAccessException.class,
            UnavailableException.class);

    /** SQL states of a lost connection begin with this. */
    private static final String CONNECTION_LOST = "08";

    /** SQL states of a server that shuts down begin with this. */
    private static final String SERVER_SHUTDOWN = "57P";

    /** SQL states of a server without a free connection, memory or space on its disk begin with this. */
    private static final String OUT_OF_RESOURCES = "53";

    /** SQL states of a statement and of a transaction that were ended because they took too long. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "25P03");

    /** The SQL state of a server that accepts no writes, because another one has taken over. */
    private static final String READ_ONLY = "25006";

    private RetryableFailures() {}

    /**
     * Whether the same request may work later: the database is away or has no free connection, or the process is
     * stopping.
     */
    public static boolean contains(Throwable failure) {
        return isDatabaseLost(failure) || UNAVAILABLE.stream().anyMatch(kind -> Causes.include(failure, kind));
    }

    /** Whether the database was lost. Hibernate has no exception of its own for a server that shuts down. */
    public static boolean isDatabaseLost(Throwable failure) {
        // A transaction that cannot be rolled back has lost its connection, whatever failed first.
        return Causes.include(failure, TransactionException.class)
                || Causes.of(failure)
                        .anyMatch(cause -> cause instanceof SQLException sql
                                && sql.getSQLState() != null
                                && isUnusable(sql.getSQLState()));
    }

    /** Whether the server accepts no writes. */
    public static boolean isReadOnly(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState());
    }

    private static boolean isUnusable(String sqlState) {
        return sqlState.startsWith(CONNECTION_LOST)
                || sqlState.startsWith(SERVER_SHUTDOWN)
                || sqlState.startsWith(OUT_OF_RESOURCES)
                || TIMEOUTS.contains(sqlState)
                || sqlState.equals(READ_ONLY);
    }
}
