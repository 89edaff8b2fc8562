package dev.rollcall.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection on which the driver cancels every statement that runs for too long. */
final class CancellingConnection implements InvocationHandler {

    private final Connection connection;
    private final int seconds;

    private CancellingConnection(Connection connection, int seconds) {
        this.connection = connection;
        this.seconds = seconds;
    }

    /** The same connection with a limit. The limit is rounded up to whole seconds. */
    static Connection of(Connection connection, Duration maxStatementTime) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new CancellingConnection(
                        connection, (int) maxStatementTime.plusMillis(999).toSeconds()));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            Object result = method.invoke(connection, arguments);
            if (result instanceof Statement statement) {
                statement.setQueryTimeout(seconds);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
