package dev.rollcall.platform.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The proxies that are trusted to set X-Forwarded-For and X-Forwarded-Proto: TRUSTED_PROXIES. By default loopback and
 * private networks. With REMOTE_USER_HEADER they also say who reads a page.
 *
 * @param remoteUserHeader the header with the address of an account, or null
 */
@Validated
@ConfigurationProperties
public record ProxySettings(
        @DefaultValue("127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,100.64.0.0/10,"
                + "fc00::/7,fe80::/10")
        @NotNull
        TrustedProxies trustedProxies,

        @Nullable
        // The characters of a header's name (RFC 9110, 5.1).
        @Pattern(regexp = "[A-Za-z0-9!#$%&'*+.^_`|~-]+", message = "must be the name of a header")
        String remoteUserHeader) {}
