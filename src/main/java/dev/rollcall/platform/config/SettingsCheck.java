package dev.rollcall.platform.config;

import dev.rollcall.platform.log.Causes;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.convert.ConversionFailedException;

/**
 * Finds all errors in the environment before anything connects.
 *
 * <p>Spring binds a record as a whole and stops at its first error, so an operator with three wrong variables would
 * need three deploys. Therefore each variable is bound and validated by itself.
 */
public final class SettingsCheck {

    private static final String NO_VALUE = "";

    private final EnvironmentVariables given;
    private final Binder binder;
    private final Validator validator;

    private SettingsCheck(EnvironmentVariables given) {
        this.given = given;
        this.binder = RollcallEnvironment.binder(RollcallEnvironment.of(given).getPropertySources());
        // Messages are in English on every machine.
        this.validator = Validation.byProvider(HibernateValidator.class)
                .configure()
                .defaultLocale(Locale.ROOT)
                .buildValidatorFactory()
                .getValidator();
    }

    /** One sentence for each error, which begins with the variable's name and never contains a secret. */
    static List<String> faults(EnvironmentVariables given) {
        return new SettingsCheck(given).faults();
    }

    /** The names of the variables with invalid values. */
    static Set<String> unusable(EnvironmentVariables given) {
        var check = new SettingsCheck(given);
        if (check.nothingIsWrong()) {
            return Set.of();
        }
        return given.variables().stream()
                .filter(variable -> !check.faults(variable).isEmpty())
                .map(Variable::name)
                .collect(Collectors.toSet());
    }

    private List<String> faults() {
        if (nothingIsWrong()) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        for (Variable variable : given.variables()) {
            String unreadable = given.unreadable().get(variable.name());
            if (unreadable == null) {
                faults.addAll(faults(variable));
            } else {
                faults.add(unreadable);
            }
        }
        if (faults.isEmpty()) {
            faults.addAll(acrossVariables(given.variables()));
        }
        return faults;
    }

    /** Binds and validates each record as a whole. Costs half as much, and nearly every start needs no more. */
    private boolean nothingIsWrong() {
        try {
            return given.unreadable().isEmpty()
                    && acrossVariables(given.variables()).isEmpty();
        } catch (BindException | ValidationException e) {
            return false;
        }
    }

    private List<String> faults(Variable variable) {
        try {
            Object value = binder.bind(variable.property(), Bindable.of(variable.type()))
                    .orElse(null);
            return validator
                    .validateValue(variable.settings(), variable.component().getName(), value)
                    .stream()
                    .map(violation -> nameOf(variable) + " " + violation.getMessage() + givenValue(variable))
                    .toList();
        } catch (BindException e) {
            return List.of(nameOf(variable) + " " + reason(variable, e));
        }
    }

    private String nameOf(Variable variable) {
        SecretFile file = given.file(variable.name());
        return file == null ? variable.name() : variable.name() + " (from " + file.variable() + ")";
    }

    /** Rules between the components of a record: {@code @AssertTrue} methods with a full sentence as message. */
    private List<String> acrossVariables(List<Variable> variables) {
        return variables.stream()
                // Default values are valid, which a test shows for every record. Most starts set few variables.
                .filter(variable -> variable.required() || given.values().containsKey(variable.name()))
                .map(Variable::settings)
                .distinct()
                .flatMap(settings -> Stream.<Object>ofNullable(
                        binder.bindOrCreate(SettingsRegistrar.prefix(settings), Bindable.of(settings))))
                .flatMap(bound -> validator.validate(bound).stream())
                .map(violation -> violation.getMessage())
                .toList();
    }

    /** The value as the operator wrote it: a duration is {@code 5m} and not {@code PT5M}. */
    private String givenValue(Variable variable) {
        return variable.secret()
                ? NO_VALUE
                : binder.bind(variable.property(), String.class)
                        .map(text -> ", but is '" + text + "'")
                        .orElse(NO_VALUE);
    }

    private static String reason(Variable variable, BindException e) {
        // Thrown by a type of ours that parses its own text; its message explains the error.
        return Causes.find(e, UnusableValueException.class)
                .map(Throwable::getMessage)
                .orElseGet(() -> "must be " + kind(variable.component().getType()) + unconverted(variable, e));
    }

    private static String unconverted(Variable variable, BindException e) {
        return variable.secret()
                ? NO_VALUE
                : Causes.find(e, ConversionFailedException.class)
                        .map(failed -> ", but is '" + failed.getValue() + "'")
                        .orElse(NO_VALUE);
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 500ms, 10s or 5m";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return "in a form that .env.example describes";
    }
}
