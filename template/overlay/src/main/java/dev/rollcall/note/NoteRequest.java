package dev.rollcall.note;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request to create a note. Postgres cannot store the null character.
 *
 * @param expiresIn in seconds; null for a note that stays
 */
record NoteRequest(
        @NotNull(message = "is missing") @Size(min = 1, max = 100, message = "must have {min} to {max} characters")
        @Pattern(regexp = NO_NULL, message = "contains a null character")
        String title,

        @NotNull(message = "is missing") @Size(max = 10_000, message = "is too long; at most {max} characters")
        @Pattern(regexp = NO_NULL, message = "contains a null character")
        String text,

        @JsonProperty("expires_in")
        @Nullable
        @Min(value = 1, message = "is too small; at least {value} second")
        @Max(value = 31_536_000, message = "is too large; at most {value} seconds")
        Integer expiresIn) {

    private static final String NO_NULL = "[^\\x00]*";
}
