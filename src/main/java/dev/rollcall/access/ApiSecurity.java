package dev.rollcall.access;

import dev.rollcall.platform.body.FormBodies;
import dev.rollcall.platform.body.FormFilter;
import dev.rollcall.platform.body.JsonBodies;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.page.PagePolicy;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.MetricsSettings;
import dev.rollcall.platform.web.OpenCors;
import dev.rollcall.project.KeyLookup;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Decides which requests are allowed. Every path is closed unless a line here opens it, so a new route is closed at
 * first. Paths below {@code /api/} need a key; the few other open paths are listed.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class ApiSecurity {

    /** Badges and the links of alerts have their secret in the path. The other paths show nothing that is secret. */
    private static final String[] OPEN = {
        "/badge/**",
        "/b/**",
        "/version",
        "/reach/*",
        "/openapi.yaml",
        "/docs/api",
        "/docs/api/*",
        "/problems/*",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/sbom",
        "/actuator/sbom/application"
    };

    /**
     * Pages of any origin may ping, show badges and public status pages, and use the API, as the published API allows.
     */
    @Bean
    OpenCors openCors() {
        return new OpenCors(
                List.of("/ping/", "/api/", "/badge/", "/b/", "/status/"),
                List.of("Ping-Body-Limit", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"));
    }

    /** Pings have their secret in the path. This is the busiest path, so it has only the filters that it needs. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 20)
    SecurityFilterChain pings(HttpSecurity http) {
        return stateless(http.securityMatcher("/ping/**"))
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .build();
    }

    /**
     * Accepts every header value. Tomcat has already refused ASCII control characters. Bytes of UTF-8 may look like the
     * control characters above U+007F, and a ping must not fail because of its User-Agent.
     */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    /**
     * Switches off the observations that Spring Security makes for each of its filters. One for each request is enough.
     */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    SecurityFilterChain api(
            HttpSecurity http, KeyLookup keys, KeyRateLimit limit, JsonBodies bodies, ApiKeyEntryPoint entryPoint) {
        return stateless(http.securityMatcher("/api/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.OPTIONS)
                        .permitAll()
                        .requestMatchers(reading("/api/*/status/"))
                        .permitAll()
                        // A unique key only allows reading: other methods get a 405, as in the published API.
                        .requestMatchers("/api/*/checks/{key:[0-9A-Za-z]{40}}")
                        .hasAuthority(CallerAuthentication.READ)
                        // Names channels, which a read-only key must not see.
                        .requestMatchers("/api/*/checks/*/deliveries/")
                        .hasAuthority(CallerAuthentication.WRITE)
                        // The output of a job may contain secrets, so it is shown only to callers that may see the id
                        // of the check.
                        .requestMatchers("/api/*/checks/*/pings/**")
                        .hasAuthority(CallerAuthentication.WRITE)
                        .requestMatchers(reading(
                                "/api/*/excuses/",
                                "/api/*/maintenance-windows/**",
                                "/api/*/badges/",
                                "/api/*/checks/**"))
                        .hasAuthority(CallerAuthentication.READ)
                        .anyRequest()
                        .hasAuthority(CallerAuthentication.WRITE))
                .addFilterBefore(new ApiKeyFilter(keys, limit, bodies, entryPoint), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(entryPoint).accessDeniedHandler(entryPoint))
                .build();
    }

    /**
     * The metrics of a project have a read-only key of the project in their address, or as a bearer token. Comes before
     * the pages for people, which have everything else below {@code /projects/}.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 16)
    SecurityFilterChain metricsOfChecks(
            HttpSecurity http, KeyLookup keys, KeyRateLimit limit, ApiKeyEntryPoint entryPoint) {
        return stateless(http.securityMatcher("/projects/*/metrics/*", "/projects/*/metrics/"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(reading("/**"))
                        .hasAuthority(CallerAuthentication.READ)
                        // No other method has a route here, so all of them get a 405.
                        .anyRequest()
                        .permitAll())
                .addFilterBefore(new MetricsKeyFilter(keys, limit, entryPoint), BasicAuthenticationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, reason) -> {
                    if (MetricsKeyFilter.hasKey(request)) {
                        entryPoint.wrongMetricsKey(response);
                    } else {
                        entryPoint.tokenRequired(response);
                    }
                }))
                .build();
    }

    /** Metrics have a token of their own. Without METRICS_TOKEN their path is closed like any other. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 5)
    @ConditionalOnBooleanProperty("management.prometheus.metrics.export.enabled")
    SecurityFilterChain metrics(HttpSecurity http, Current<MetricsSettings> settings, ApiKeyEntryPoint entryPoint) {
        return stateless(http.securityMatcher("/actuator/prometheus"))
                .authorizeHttpRequests(requests -> requests.anyRequest().access(new MetricsToken(settings)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                        (request, response, reason) -> entryPoint.tokenRequired(response)))
                .build();
    }

    /** The files of pages, and the pages behind the links of alerts. The module signin opens the pages for people. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 4)
    SecurityFilterChain openPages(HttpSecurity http, FormBodies forms) {
        return stateless(http.securityMatcher("/assets/**", "/acknowledge/*", "/unsubscribe/*", "/status/*"))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(PagePolicy.DIRECTIVES)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .addFilterBefore(new FormFilter(forms), BasicAuthenticationFilter.class)
                .build();
    }

    @Bean
    @Order
    SecurityFilterChain everythingElse(HttpSecurity http, ApiKeyEntryPoint entryPoint) {
        return stateless(http)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, reason) -> entryPoint.notFound(response))
                        .accessDeniedHandler((request, response, reason) -> entryPoint.notFound(response)))
                .build();
    }

    /** Requests that only read these paths. Spring MVC answers HEAD where it answers GET. */
    private static RequestMatcher[] reading(String... paths) {
        var at = PathPatternRequestMatcher.withDefaults();
        return Stream.of(paths)
                .flatMap(path -> Stream.of(at.matcher(HttpMethod.GET, path), at.matcher(HttpMethod.HEAD, path)))
                .toArray(RequestMatcher[]::new);
    }

    /**
     * No sessions and no cookies, so no CSRF protection is needed. The headers forbid other sites to embed an answer,
     * and browsers to send its URL to other sites.
     */
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy ->
                                policy.policyDirectives("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"))
                        // The URL of a ping is a secret.
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}
