package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.process.WebController;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/**
 * The metrics of this process and of the deploy, for Prometheus. Not Spring Boot's own end point: it is open to everyone,
 * and more than a token decides whether it exists.
 */
@WebController
class MetricsController {

    private static final String SCHEME = "Bearer ";
    private static final MediaType FORMAT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final ObjectProvider<PrometheusMeterRegistry> registry;
    private final byte @Nullable [] tokenSha256;

    MetricsController(ObjectProvider<PrometheusMeterRegistry> registry, MetricsSettings settings) {
        this.registry = registry;
        this.tokenSha256 = settings.token() == null ? null : Sha256.of(settings.token());
    }

    @GetMapping("/actuator/prometheus")
    ResponseEntity<String> scrape(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        if (tokenSha256 == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (authorization == null
                || !authorization.startsWith(SCHEME)
                // Digests, compared in constant time: the time reveals nothing about the token.
                || !MessageDigest.isEqual(tokenSha256, Sha256.of(authorization.substring(SCHEME.length())))) {
            var refused = new ErrorResponseException(HttpStatus.UNAUTHORIZED);
            refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, SCHEME.strip());
            throw refused;
        }
        return ResponseEntity.ok().contentType(FORMAT).body(registry.getObject().scrape());
    }
}
