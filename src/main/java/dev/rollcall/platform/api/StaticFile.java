package dev.rollcall.platform.api;

import dev.rollcall.platform.deploy.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file in the jar that is served to everyone. Clients revalidate it each time, and receive it again only when it has
 * changed, because another release may have another file.
 */
final class StaticFile {

    private final Resource file;
    private final MediaType type;
    private final @Nullable String policy;
    private volatile @Nullable String tag;

    /** @param policy what a browser may load for this file; null for nothing, as for all other answers */
    StaticFile(Resource file, MediaType type, @Nullable String policy) {
        this.file = file;
        this.type = type;
        this.policy = policy;
    }

    /** A text in UTF-8. */
    static StaticFile text(Resource file, String subtype, String policy) {
        return new StaticFile(file, new MediaType("text", subtype, StandardCharsets.UTF_8), policy);
    }

    ResponseEntity<byte[]> answer() throws IOException {
        byte[] content = file.getContentAsByteArray();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(tag(content))
                .contentType(type);
        if (policy != null) {
            answer.header("Content-Security-Policy", policy);
        }
        return answer.body(content);
    }

    /** Computed for the first answer, so a start does not read the file. */
    private String tag(byte[] content) {
        String known = tag;
        if (known == null) {
            known = HexFormat.of().formatHex(Sha256.digest().digest(content));
            tag = known;
        }
        return known;
    }
}
