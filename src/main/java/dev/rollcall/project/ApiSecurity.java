package dev.rollcall.project;

import dev.rollcall.platform.WebProcess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Who may call what: every path of the API is closed unless a key opens it. Pings carry their secret in the path and
 * health checks have none, so neither passes through here.
 */
@Configuration(proxyBeanMethods = false)
@WebProcess
class ApiSecurity {

    @Bean
    SecurityFilterChain api(HttpSecurity http, ApiKeyStore keys, ApiRefusals refusals) {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/api/*/status/")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/*/checks/**")
                        .hasAuthority(CallerAuthentication.READ)
                        .anyRequest()
                        .hasAuthority(CallerAuthentication.WRITE))
                .addFilterBefore(new ApiKeyFilter(keys, refusals), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                // No cookies, so no session to ride on.
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
