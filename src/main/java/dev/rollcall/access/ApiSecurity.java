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
 * Who may call what. Every path is closed unless a line here opens it, so a new route is closed until somebody decides.
 * Paths below {@code /api/} need a key; the few other paths that need none are listed.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class ApiSecurity {

    /** Badges have their secret in the path; the others show nothing secret. */
    private static final String[] OPEN = {
        "/",
        "/home.css",
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
        // Needs a token of its own.
        "/actuator/prometheus"
    };

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

    /** One observation a request is enough; Spring Security would add one for each of its filters. */
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
                        // A unique key is for readers: they get a 405 for other methods, as in the published API.
                        .requestMatchers("/api/*/checks/{key:[0-9A-Za-z]{40}}")
                        .hasAuthority(CallerAuthentication.READ)
                        // Shows names of channels, which a read-only key does not see.
                        .requestMatchers("/api/*/checks/*/deliveries/")
                        .hasAuthority(CallerAuthentication.WRITE)
                        // The output of a job may hold secrets, so it needs the key that also shows the id.
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

    /** There are no cookies, so CSRF is impossible. Headers stop browsers from passing answers on. */
    private static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        // The URL of a ping is a secret.
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}
