package dev.rollcall.platform.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.time.TimeZones;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows which release answers. */
@WebController(needsSchema = false)
class VersionController {

    private final Release release;

    VersionController(Release release) {
        this.release = release;
    }

    @GetMapping("/version")
    VersionBody version() {
        return new VersionBody(
                release.version(),
                release.commit(),
                release.builtAt(),
                release.jarSha256(),
                release.java(),
                TimeZones.version());
    }

    record VersionBody(
            String release,
            String commit,
            @JsonProperty("built_at") String builtAt,
            @JsonProperty("jar_sha256") String jarSha256,
            String java,
            @JsonProperty("time_zones") String timeZones) {}
}
