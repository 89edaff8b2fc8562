package dev.rollcall.platform.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exception and its causes, with messages that stay on their lines. */
record PrintableThrowable(IThrowableProxy thrown) implements IThrowableProxy {

    @Override
    public @Nullable String getMessage() {
        return escaped(thrown.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return escaped(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return thrown.getCause() == null ? null : new PrintableThrowable(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return thrown.getSuppressed() == null
                ? new IThrowableProxy[0]
                : Stream.of(thrown.getSuppressed()).map(PrintableThrowable::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }

    private static @Nullable String escaped(@Nullable String message) {
        return message == null ? null : Printable.escaped(message);
    }
}
