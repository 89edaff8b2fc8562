package dev.rollcall.access;

import dev.rollcall.platform.body.JsonBodies;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ApiKeyStore;
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
 * Who may call what: every path is closed unless a line here opens it, so a new route is closed until somebody has
 * decided. Below {@code /api/} a key opens; elsewhere the few paths that need none are listed.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class ApiSecurity {

    /** Badges carry their secret in the path; the others tell nothing that strangers may not know. */
    private static final String[] OPEN = {
        "/badge/**",
        "/b/**",
        "/version",
        "/openapi.yaml",
        "/docs/api",
        "/docs/api/*",
        "/problems/*",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/sbom",
        "/actuator/sbom/application",
        // Asks for a token of its own.
        "/actuator/prometheus"
    };

    /** Pings carry their secret in the path. The busiest path has no filter that it does not need. */
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

    /** One observation a request is enough: Spring Security would make one of each of its filters as well. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    SecurityFilterChain api(HttpSecurity http, ApiKeyStore keys, JsonBodies bodies, ApiKeyEntryPoint refusals) {
        return stateless(http.securityMatcher("/api/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.OPTIONS)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/*/status/")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/api/*/status/")
                        .permitAll()
                        // Names channels, which a key that only reads does not see.
                        .requestMatchers("/api/*/checks/*/deliveries/")
                        .hasAuthority(CallerAuthentication.WRITE)
                        // What a job said may be anything: for those who may see its id.
                        .requestMatchers("/api/*/checks/*/pings/**")
                        .hasAuthority(CallerAuthentication.WRITE)
                        .requestMatchers(HttpMethod.GET, "/api/*/badges/")
                        .hasAuthority(CallerAuthentication.READ)
                        .requestMatchers(HttpMethod.HEAD, "/api/*/badges/")
                        .hasAuthority(CallerAuthentication.READ)
                        .requestMatchers(HttpMethod.GET, "/api/*/checks/**")
                        .hasAuthority(CallerAuthentication.READ)
                        .requestMatchers(HttpMethod.HEAD, "/api/*/checks/**")
                        .hasAuthority(CallerAuthentication.READ)
                        .anyRequest()
                        .hasAuthority(CallerAuthentication.WRITE))
                .addFilterBefore(new ApiKeyFilter(keys, bodies, refusals), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    @Bean
    @Order
    SecurityFilterChain everythingElse(HttpSecurity http, ApiKeyEntryPoint refusals) {
        return stateless(http)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().denyAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, reason) -> refusals.notFound(response))
                        .accessDeniedHandler((request, response, reason) -> refusals.notFound(response)))
                .build();
    }

    /** No cookies, so no session to ride on; and headers that keep what is sent where it was sent. */
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        // The address of a ping is a secret.
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}
