package dev.rollcall.project.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.NameRule;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.ApiKey;
import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.Keys;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Lists, creates, rotates and revokes the keys of the caller's project. The published API has no such routes. A key is
 * shown only in the answer that creates it.
 */
@WebController
@RequestMapping("/api/v3/keys")
class KeyController {

    private final Keys keys;

    KeyController(Keys keys) {
        this.keys = keys;
    }

    @GetMapping("/")
    KeyList list(@AuthenticationPrincipal Caller caller) {
        return new KeyList(keys.of(caller.project()).stream()
                .map(key -> KeyBody.of(key, null, caller))
                .toList());
    }

    @PostMapping("/")
    @ResponseStatus(HttpStatus.CREATED)
    KeyBody create(@AuthenticationPrincipal Caller caller, @JsonBody NewKeyFields fields) {
        KeyKind kind = KeyKind.of(fields.kind())
                .orElseThrow(() -> new InvalidRequestException(Map.of("kind", "must be one of " + KeyKind.known())));
        return shown(keys.create(caller.project(), kind, Objects.requireNonNullElse(fields.name(), "")), caller);
    }

    @PostMapping("/{id}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    KeyBody rotate(@AuthenticationPrincipal Caller caller, @PathVariable UUID id, @JsonBody RotateFields fields) {
        Duration overlap = Duration.ofSeconds(Objects.requireNonNullElse(fields.overlap(), 0));
        return shown(keys.exchange(caller.project(), id, overlap), caller);
    }

    @DeleteMapping("/{id}")
    KeyBody revoke(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        return KeyBody.of(keys.revokeOwn(caller.project(), id), null, caller);
    }

    private static KeyBody shown(Keys.NewKey made, Caller caller) {
        return KeyBody.of(made.kept(), made.key(), caller);
    }

    /** A request to create a key. */
    record NewKeyFields(
            @NotNull(message = "is missing") @Size(max = 100, message = "is too long")
            String kind,

            @Size(max = NameRule.MAX_LENGTH, message = "is too long; at most {max} characters") @Nullable
            String name) {}

    /** A request to replace a key; {@code overlap} is in seconds. */
    record RotateFields(
            @Min(value = 0, message = "is too small")
            @Max(value = Keys.MAX_OVERLAP_SECONDS, message = "is too large")
            @Nullable
            Integer overlap) {}

    record KeyList(List<KeyBody> keys) {}

    /**
     * A key in an answer.
     *
     * @param hint its first characters; empty for keys of earlier releases
     * @param current whether the request was made with this key
     * @param key the key itself, only in the answer to the request that created it
     */
    record KeyBody(
            UUID id,
            String kind,
            String name,
            String hint,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("last_used_at") @Nullable String lastUsedAt,
            @JsonProperty("expires_at") @Nullable String expiresAt,
            boolean current,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key) {

        static KeyBody of(ApiKey kept, @Nullable String key, Caller caller) {
            return new KeyBody(
                    kept.id(),
                    kept.kind().label(),
                    kept.name(),
                    kept.hint(),
                    ApiTimestamp.of(kept.createdAt()),
                    ApiTimestamp.ofNullable(kept.lastUsedAt()),
                    ApiTimestamp.ofNullable(kept.expiresAt()),
                    kept.id().equals(caller.keyId()),
                    key);
        }

        /** Without the key, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "KeyBody[" + id + "]";
        }
    }
}
