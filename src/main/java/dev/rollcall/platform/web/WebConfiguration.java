package dev.rollcall.platform.web;

import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives all controllers the parameters that modules resolve, and answers 503 while the schema is too old. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class WebConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<HandlerMethodArgumentResolver> parameters;
    private final SchemaGate gate;

    WebConfiguration(ObjectProvider<HandlerMethodArgumentResolver> parameters, SchemaGate gate) {
        this.parameters = parameters;
        this.gate = gate;
    }

    /** Each path has one format. Clients that ask for another get this one. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        parameters.orderedStream().forEach(resolvers::add);
    }

    /** Runs last, so an error page has what other interceptors provide. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (!gate.isOpen() && needsSchema(handler)) {
                            throw new UnavailableException("schema is not current", null);
                        }
                        return true;
                    }
                })
                .order(Ordered.LOWEST_PRECEDENCE);
    }

    private static boolean needsSchema(Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return false;
        }
        WebController controller =
                AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), WebController.class);
        return controller == null || controller.needsSchema();
    }
}
