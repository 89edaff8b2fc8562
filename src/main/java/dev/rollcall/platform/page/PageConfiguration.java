package dev.rollcall.platform.page;

import dev.rollcall.platform.api.Webjar;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleContextResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Pages for people: their texts, their language, and the files that they load. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class PageConfiguration {

    private static final Duration FOREVER = Duration.ofDays(365);

    @Bean
    CurrentReader currentReader(ObjectProvider<ReaderSource> source) {
        return new CurrentReader(source);
    }

    @Bean
    LocaleContextResolver localeResolver(CurrentReader reader) {
        return new ReaderLocaleResolver(reader);
    }

    /** The words of the pages, those about kinds of channels, and those that pages share with alerts. */
    @Bean
    MessageSource messageSource() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("page.messages", "page.kinds", "alert.messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        // Otherwise a machine's own language would replace English.
        messages.setFallbackToSystemLocale(false);
        // An apostrophe is doubled in every message, not only in those with arguments.
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }

    @Bean
    PageFrameInterceptor pageFrameInterceptor(
            CurrentReader reader,
            Site site,
            Clock clock,
            MessageSource messages,
            SchemaGate gate,
            ObjectProvider<ResourceUrlProvider> assets) {
        return new PageFrameInterceptor(reader, site, clock, messages, gate, assets);
    }

    /** The files are our own, and the script of htmx. A file that changes gets another name. */
    @Bean
    WebMvcConfigurer pageResources(PageFrameInterceptor frames) throws IOException {
        Resource htmx = Webjar.file("htmx.org", "dist/htmx.min.js").createRelative("");
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(frames);
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/**")
                        .addResourceLocations(new ClassPathResource("page/assets/"), htmx)
                        .setCacheControl(
                                CacheControl.maxAge(FOREVER).cachePublic().immutable())
                        .resourceChain(true)
                        .addResolver(new EncodedResourceResolver())
                        .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
            }
        };
    }
}
