package dev.rollcall.platform.log;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Marks every log line that one request causes, in every process and thread: from a request to the work that follows
 * from it.
 */
public final class RequestId {

    /** The header, in requests to us, in our answers, and in our own requests. */
    public static final String HEADER = "X-Request-Id";

    /** The name of the field in log lines. */
    public static final String FIELD = "request_id";

    /** Characters that need no escaping in a header, a log or a query. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private RequestId() {}

    /** The id of the request that this thread works for; null if there is none. */
    public static @Nullable String current() {
        return MDC.get(FIELD);
    }

    /** Does the work for the request with this id; null means no request. */
    public static void during(@Nullable String id, Runnable work) {
        during(id, () -> {
            work.run();
            return true;
        });
    }

    /** The same for work with a result. */
    public static <T> T during(@Nullable String id, Supplier<T> work) {
        String before = current();
        set(id);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    /** The caller's id for this request, or a new one if it is missing or unusable. */
    public static String of(@Nullable String header) {
        return header != null && USABLE.matcher(header).matches()
                ? header
                : UUID.randomUUID().toString();
    }

    public static void set(@Nullable String id) {
        if (id == null) {
            MDC.remove(FIELD);
        } else {
            MDC.put(FIELD, id);
        }
    }
}
