package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages for people: their texts, and the files that they load. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class PageConfiguration implements WebMvcConfigurer {

    @Bean
    MessageSource messageSource() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("page.messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        // Otherwise a machine's own language would replace English.
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    /** Browsers ask each time, and receive a file again only when it has changed. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/page/assets/")
                .setCacheControl(CacheControl.noCache());
    }
}
