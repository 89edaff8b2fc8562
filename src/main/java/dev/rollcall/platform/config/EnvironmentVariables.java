package dev.rollcall.platform.config;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.CommandLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Our variables as an environment sets them at one moment. A secret may come from a file. Has no {@code toString},
 * because that would print secrets.
 */
public final class EnvironmentVariables {

    private static final String NOT_SET = "(not set)";
    private static final String NOT_SHOWN = "(set, not shown)";

    private final List<Variable> variables;
    private final Map<String, String> environment;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> unreadable = new HashMap<>();

    private EnvironmentVariables(List<Variable> variables, Map<String, String> environment) {
        this.variables = variables;
        this.environment = environment;
    }

    /** Reads these variables. Reports errors in {@link #faults}. */
    public static EnvironmentVariables of(List<Variable> variables, Map<String, String> environment) {
        var given = new EnvironmentVariables(variables, environment);
        variables.forEach(given::read);
        return given;
    }

    /** The variables of one record, as read. */
    EnvironmentVariables only(Class<?> settings) {
        List<Variable> some = variables.stream()
                .filter(variable -> variable.settings() == settings)
                .toList();
        Set<String> names = some.stream().map(Variable::name).collect(Collectors.toSet());
        var part = new EnvironmentVariables(some, environment);
        part.values.putAll(values);
        part.values.keySet().retainAll(names);
        part.unreadable.putAll(unreadable);
        part.unreadable.keySet().retainAll(names);
        return part;
    }

    /** The same variables, with files as they are now. */
    public EnvironmentVariables readAgain() {
        return of(variables, environment);
    }

    /** All variables of our settings. */
    public List<Variable> variables() {
        return variables;
    }

    /** All errors in the settings: one sentence each, with the variable's name. */
    public List<String> faults() {
        return SettingsCheck.faults(this);
    }

    /** The same without invalid variables, for a start that must succeed with any settings. */
    public EnvironmentVariables usable() {
        EnvironmentVariables usable = of(variables, environment);
        usable.values.keySet().removeAll(SettingsCheck.unusable(this));
        return usable;
    }

    /** The command line of a start without arguments. */
    public CommandLine launch() {
        return CommandLine.of(List.of(), environment);
    }

    /** Variables with names that look like misspelt names of ours, each with the name that was probably meant. */
    public Map<String, String> misspelt() {
        return MisspeltVariables.near(variables, environment);
    }

    /** The effective value of each variable in the Spring environment, for people to read. Secrets are not shown. */
    public Map<String, String> effective(PropertyResolver spring) {
        Map<String, String> effective = new TreeMap<>();
        Set<String> unusable = SettingsCheck.unusable(this);
        for (Variable variable : variables) {
            effective.put(
                    variable.name(),
                    variable.secret()
                            ? shownSecret(variable)
                            : unusable.contains(variable.name())
                                    ? shown(variable.name()) + " (not usable)"
                                    : spring.getProperty(variable.property(), NOT_SET));
            if (variable.fileName() != null) {
                effective.put(variable.fileName(), shown(variable.fileName()));
            }
        }
        CommandLine.VARIABLES.forEach(name -> effective.put(name, shown(name)));
        return effective;
    }

    /**
     * Whether the variable has a value. Empty means not set: Compose files and dashboards set it so to leave it out.
     */
    public boolean isSet(String name) {
        return !given(name).isBlank();
    }

    /** The values by name, without empty and unreadable ones. */
    Map<String, String> values() {
        return values;
    }

    /** Why a secret cannot be read, by the secret's name. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    boolean hasSameContent(EnvironmentVariables other) {
        return values.equals(other.values) && unreadable.equals(other.unreadable);
    }

    /** The files that hold values. */
    List<SecretFile> files() {
        return variables.stream()
                .map(variable -> file(variable.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The file that holds the value of this variable; null when none is set. */
    @Nullable
    SecretFile file(String name) {
        return variables.stream()
                .filter(variable -> variable.name().equals(name))
                .map(Variable::fileName)
                .filter(fileName -> fileName != null && isSet(fileName))
                .findFirst()
                .map(fileName -> new SecretFile(fileName, given(fileName)))
                .orElse(null);
    }

    private void read(Variable variable) {
        String name = variable.name();
        SecretFile file = file(name);
        if (file == null) {
            if (isSet(name)) {
                values.put(name, given(name));
            }
        } else if (isSet(name)) {
            unreadable.put(name, name + " and " + file.variable() + " are both set: choose one");
        } else {
            try {
                values.put(name, file.read());
            } catch (UnusableValueException e) {
                unreadable.put(name, file.variable() + ": " + FailureReason.of(e));
            }
        }
    }

    private String shownSecret(Variable variable) {
        if (unreadable.containsKey(variable.name())) {
            return "(not usable: " + unreadable.get(variable.name()) + ")";
        }
        if (!values.containsKey(variable.name())) {
            return NOT_SET;
        }
        SecretFile file = file(variable.name());
        return file == null ? NOT_SHOWN : "(set by " + file.variable() + ", not shown)";
    }

    private String shown(String name) {
        return isSet(name) ? given(name) : NOT_SET;
    }

    private String given(String name) {
        return environment.getOrDefault(name, "");
    }
}
