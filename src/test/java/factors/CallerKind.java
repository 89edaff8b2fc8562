package factors;

import org.jspecify.annotations.Nullable;
import testing.Operation;

/** Kinds of callers, and the status that each must get according to the contract. */
enum CallerKind {
    NOBODY,
    A_WRONG_KEY,
    A_PING_KEY,
    A_READ_ONLY_KEY,
    ANOTHER_PROJECTS_KEY,
    A_READ_WRITE_KEY;

    static final String WRONG_KEY = "canary-no-such-key-0123456789ab";

    /** The value of {@code X-Api-Key}; null for no key. */
    @Nullable
    String key(Requests own, Requests other) {
        return switch (this) {
            case NOBODY -> null;
            case A_WRONG_KEY -> WRONG_KEY;
            case A_PING_KEY -> own.key("ping_key");
            case A_READ_ONLY_KEY -> own.key("api_key_readonly");
            case ANOTHER_PROJECTS_KEY -> other.key("api_key");
            case A_READ_WRITE_KEY -> own.key("api_key");
        };
    }

    /** The status of the answer, when the operation is about something of the caller's project. */
    int isAnswered(Operation operation) {
        if (operation.scheme().isEmpty()) {
            return operation.success();
        }
        if (!operation.scheme().orElseThrow().equals("apiKey")
                || !hasRole(operation.role().orElseThrow())) {
            return 401;
        }
        if (this == ANOTHER_PROJECTS_KEY && operation.namesOne()) {
            return operation.statuses().contains("403") ? 403 : 404;
        }
        return operation.success();
    }

    private boolean hasRole(String role) {
        return switch (this) {
            case NOBODY, A_WRONG_KEY, A_PING_KEY -> false;
            case A_READ_ONLY_KEY -> role.equals("read");
            case ANOTHER_PROJECTS_KEY, A_READ_WRITE_KEY -> true;
        };
    }
}
