package dev.rollcall.platform.log;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in one line for an operator, without names of Java classes. */
public final class FailureReason {

    private static final Pattern CLASS_PREFIX = Pattern.compile("^(?:[\\w$]++\\.)++[\\w$]+(?:Exception|Error)(?:: |$)");

    private FailureReason() {}

    /**
     * The message at the root of the chain. For a database error it is the driver's own message: unlike its cause, it
     * says which address refused.
     */
    public static String of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause : Causes.of(failure).toList()) {
            if (cause instanceof SQLException || !(root instanceof SQLException)) {
                root = cause;
            }
            if (cause instanceof UnknownHostException) {
                // The driver's own message says nothing about it.
                root = cause;
            }
        }
        if (root instanceof FileSystemException file) {
            return ofFile(file);
        }
        if (root instanceof UnknownHostException && root.getMessage() != null) {
            return "the host name " + root.getMessage() + " cannot be looked up";
        }
        String message = firstLine(root.getMessage());
        return message.isEmpty() ? kind(root) : message;
    }

    /** The kind of failure alone, for a message that may hold what must not be shown. */
    public static String kind(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "its host name cannot be looked up";
        }
        if (failure instanceof SocketTimeoutException) {
            return "it took too long";
        }
        if (failure instanceof ConnectException) {
            return "the connection was refused";
        }
        if (failure instanceof SSLException) {
            return "the TLS handshake failed";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return inWords(failure.getClass().getSimpleName());
    }

    private static String ofFile(FileSystemException failure) {
        String file = "the file '" + failure.getFile() + "' ";
        if (failure instanceof NoSuchFileException) {
            return file + "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return file + "cannot be opened: permission denied";
        }
        return file + "cannot be used: " + (failure.getReason() == null ? kind(failure) : failure.getReason());
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String line = message.lines().findFirst().orElse("");
        return CLASS_PREFIX.matcher(line).replaceFirst("");
    }

    /** {@code MessageConstraintException} becomes {@code message constraint}. */
    private static String inWords(String className) {
        String words = className
                .replaceAll("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
        return words.isBlank() ? "unexpected failure" : words;
    }
}
