package dev.rollcall.platform.config;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a bean for each settings record, and a {@link Current} for each that has a secret. {@link SettingsCheck}
 * has validated them before. Spring Boot's {@code @ConfigurationPropertiesScan} would search every class file for them
 * and validate them again.
 */
public final class SettingsRegistrar implements ImportBeanDefinitionRegistrar {

    /** The settings records of all modules. */
    static final List<Class<?>> TYPES = ClassPathTypes.named("Settings").stream()
            .filter(type -> type.isAnnotationPresent(ConfigurationProperties.class))
            .toList();

    private final Environment environment;
    private final BeanFactory beans;

    SettingsRegistrar(Environment environment, BeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
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
        if (Arrays.stream(type.getRecordComponents()).anyMatch(part -> part.isAnnotationPresent(Secret.class))) {
            registry.registerBeanDefinition("current " + type.getName(), current(type));
        }
    }

    private <T> BeanDefinition current(Class<T> type) {
        var bean = new RootBeanDefinition();
        bean.setTargetType(ResolvableType.forClassWithGenerics(Current.class, type));
        bean.setInstanceSupplier(
                () -> new CurrentFromFiles<>(type, beans.getBean(type), beans.getBean(EnvironmentVariables.class)));
        return bean;
    }
}
