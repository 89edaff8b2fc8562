package dev.rollcall.platform.config;

import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a bean for each settings record. {@link SettingsCheck} has validated them before. Spring Boot's
 * {@code @ConfigurationPropertiesScan} would search every class file for them and validate them again.
 */
public final class SettingsBeans implements ImportBeanDefinitionRegistrar {

    /** The settings records of all modules. */
    static final List<Class<?>> TYPES = ClassPathTypes.named("Settings").stream()
            .filter(type -> type.isAnnotationPresent(ConfigurationProperties.class))
            .toList();

    private final Environment environment;

    SettingsBeans(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        TYPES.forEach(type -> register(type, registry));
    }

    /** The prefix of the variables that a record is bound from; empty when there is none. */
    static String prefix(Class<?> settings) {
        return Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class))
                .value();
    }

    private <T> void register(Class<T> type, BeanDefinitionRegistry registry) {
        BeanDefinition bean = BeanDefinitionBuilder.genericBeanDefinition(
                        type, () -> Binder.get(environment).bindOrCreate(prefix(type), type))
                .getBeanDefinition();
        // Keeps Spring Boot from binding the bean again.
        bean.setAttribute(BindMethod.class.getName(), BindMethod.VALUE_OBJECT);
        registry.registerBeanDefinition(type.getName(), bean);
    }
}
