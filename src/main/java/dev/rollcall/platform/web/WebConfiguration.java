package dev.rollcall.platform.web;

import dev.rollcall.platform.api.ContractVersionResolver;
import dev.rollcall.platform.body.JsonBodyResolver;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives all controllers JSON bodies and the version of the API, and answers 503 while the schema is too old. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class WebConfiguration implements WebMvcConfigurer {

    private final JsonBodyResolver bodies;
    private final SchemaGate gate;

    WebConfiguration(JsonBodyResolver bodies, SchemaGate gate) {
        this.bodies = bodies;
        this.gate = gate;
    }

    /** Each path has one format. Clients that ask for another get this one, as from the published API. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(bodies);
        resolvers.add(new ContractVersionResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (!gate.isOpen()) {
                            throw new UnavailableException("schema is not current", null);
                        }
                        return true;
                    }
                })
                .addPathPatterns(
                        "/api/**",
                        "/ping/**",
                        "/badge/**",
                        "/b/**",
                        "/projects/*/metrics/**",
                        "/status/**",
                        "/reach/**");
    }
}
