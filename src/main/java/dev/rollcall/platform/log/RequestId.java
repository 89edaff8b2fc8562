package dev.rollcall.platform.log;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Names one request on every log line that it causes, in whichever process and thread: from a ping to the alert that
 * somebody gets.
 */
public final class RequestId {

    /** In requests to us, our answers, and requests that we make. */
    public static final String HEADER = "X-Request-Id";

    /** As log lines name it. */
    public static final String FIELD = "request_id";

    /** Nothing that would need escaping in a header, a log or a query. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private RequestId() {}

    /** The id of the request that this thread serves or follows up; null when none does. */
    public static @Nullable String current() {
        return MDC.get(FIELD);
    }

    /** Does the work as a consequence of that request; of none, when it is null. */
    public static void during(@Nullable String id, Runnable work) {
        during(id, () -> {
            work.run();
            return true;
        });
    }

    /** The same for work that has a result. */
    public static <T> T during(@Nullable String id, Supplier<T> work) {
        String before = current();
        set(id);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    /** What the caller calls this request, or a new id when that is missing or unfit. */
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
