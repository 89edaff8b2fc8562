package dev.rollcall.platform.config;

import jakarta.validation.constraints.NotNull;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;

/**
 * An environment variable that Rollcall reads, derived from a component of a settings record: the component
 * {@code poolSize} of the record with the prefix {@code database} is read from {@code DATABASE_POOL_SIZE}.
 *
 * @param name as an operator writes it, such as {@code DATABASE_POOL_SIZE}
 * @param property as Spring knows it, such as {@code database.pool-size}
 * @param defaultValue used when the variable is not set, or null
 * @param secret whether its value must never be printed
 */
public record Variable(
        String name,
        String property,
        Class<?> settings,
        RecordComponent component,
        @Nullable String defaultValue,
        boolean secret) {

    /** All variables of all settings records on the class path, sorted by name. */
    public static List<Variable> all() {
        return SettingsRegistrar.TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()).map(part -> of(type, part)))
                .sorted(Comparator.comparing(Variable::name))
                .toList();
    }

    /** Whether a start without it is refused: it may not be null, and has no default value. */
    boolean required() {
        return defaultValue == null && component.getAccessor().isAnnotationPresent(NotNull.class);
    }

    /** The variable that may name a file with the value: {@code DATABASE_URL_FILE}. Null unless this is a secret. */
    public @Nullable String fileName() {
        return secret ? name + "_FILE" : null;
    }

    ResolvableType type() {
        return ResolvableType.forType(component.getGenericType());
    }

    private static Variable of(Class<?> settings, RecordComponent component) {
        String dashed =
                component.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        String prefix = SettingsRegistrar.prefix(settings);
        String property = prefix.isEmpty() ? dashed : prefix + "." + dashed;
        // The annotation sits on the constructor's parameter: it has no record-component target.
        DefaultValue fallback = Arrays.stream(settings.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new Variable(
                property.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT),
                property,
                settings,
                component,
                fallback == null ? null : String.join(",", fallback.value()),
                component.isAnnotationPresent(Secret.class));
    }
}
