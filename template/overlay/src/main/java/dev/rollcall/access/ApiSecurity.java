package dev.rollcall.access;

import dev.rollcall.key.ApiKeys;
import dev.rollcall.key.KeyRole;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.MetricsSettings;
import dev.rollcall.platform.web.PagePolicy;
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
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Which requests are allowed. Every path is closed unless a line here opens it, so a new route is closed at first.
 * Paths below {@code /api/} need a key.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class ApiSecurity {

    /** They show nothing that is secret. */
    private static final String[] OPEN = {
        "/version",
        "/openapi.yaml",
        "/problems/*",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/sbom",
        "/actuator/sbom/application"
    };

    /**
     * Switches off the observations that Spring Security makes for each of its filters. One for each request is enough.
     */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    SecurityFilterChain api(HttpSecurity http, ApiKeys keys, ApiKeyEntryPoint entryPoint) {
        return stateless(http.securityMatcher("/api/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.OPTIONS)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET)
                        .hasAuthority(KeyRole.READ.name())
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAuthority(KeyRole.READ.name())
                        .anyRequest()
                        .hasAuthority(KeyRole.WRITE.name()))
                .addFilterBefore(new ApiKeyFilter(keys, entryPoint), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(entryPoint).accessDeniedHandler(entryPoint))
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

    /** Pages for everybody, and the files that they load. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 4)
    SecurityFilterChain pages(HttpSecurity http) {
        return stateless(http.securityMatcher("/", "/assets/**"))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(PagePolicy.DIRECTIVES)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
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

    /** No sessions and no cookies, so no CSRF protection is needed. */
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy ->
                                policy.policyDirectives("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}
