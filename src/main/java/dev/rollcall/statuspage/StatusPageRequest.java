package dev.rollcall.statuspage;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request to set a status page sets. A field that is null is not set and stays unchanged.
 *
 * @param host empty to remove it
 */
public record StatusPageRequest(
        @Nullable @Size(min = 1, max = 100, message = "must have {min} to {max} characters")
        String title,

        @Nullable
        @Size(max = 60, message = "is too long; at most {max} characters")
        @Pattern(regexp = "[a-z0-9-]+", message = "does not match pattern; use a to z, 0 to 9 and -")
        String slug,

        @Nullable
        @Size(max = 253, message = "is too long; at most {max} characters")
        @Pattern(
                regexp = "|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)++[a-z](?:[a-z0-9-]*[a-z0-9])?",
                message = "does not match pattern; use the name of a host in lower case, such as status.example.com")
        String host,

        @JsonProperty("public") @Nullable Boolean isPublic) {

    /** What a new page lacks. */
    Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        if (title == null) {
            missing.put("title", "is missing");
        }
        if (slug == null) {
            missing.put("slug", "is missing");
        }
        return missing;
    }
}
