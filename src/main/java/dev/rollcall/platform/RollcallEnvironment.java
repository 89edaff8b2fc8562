package dev.rollcall.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The Spring environment with exactly the sources that the third factor allows: our documented variables, their
 * defaults, and the wiring inside the jar.
 *
 * <p>Spring Boot would also read files beside the jar, system properties, profiles and every variable that happens to
 * look like one of its own ({@code SPRING_DATASOURCE_URL}, which buildpacks set). None of these is here, so none of
 * these can change how Rollcall runs.
 */
public final class RollcallEnvironment extends StandardEnvironment {

    private RollcallEnvironment() {}

    public static RollcallEnvironment of(List<Variable> variables, Map<String, String> environment) {
        var result = new RollcallEnvironment();
        addTo(result.getPropertySources(), variables, environment);
        return result;
    }

    static void addTo(MutablePropertySources sources, List<Variable> variables, Map<String, String> environment) {
        sources.addFirst(variablesThatAreSet(variables, environment));
        sources.addLast(defaults(variables));
    }

    /** Adds no system properties and no system environment. */
    @Override
    protected void customizePropertySources(MutablePropertySources propertySources) {}

    private static SystemEnvironmentPropertySource variablesThatAreSet(
            List<Variable> variables, Map<String, String> environment) {
        Set<String> known = variables.stream().map(Variable::name).collect(Collectors.toSet());
        Map<String, Object> set = new HashMap<>();
        environment.forEach((name, value) -> {
            // Compose files and dashboards set a variable to nothing where they mean to leave it out.
            if (known.contains(name) && !value.isBlank()) {
                set.put(name, value);
            }
        });
        // The suffix makes Spring map PING_BODY_LIMIT to ping.body-limit.
        return new SystemEnvironmentPropertySource("rollcall-systemEnvironment", set);
    }

    private static MapPropertySource defaults(List<Variable> variables) {
        Map<String, Object> defaults = new HashMap<>();
        variables.forEach(variable -> {
            if (variable.defaultValue() != null) {
                defaults.put(variable.property(), variable.defaultValue());
            }
        });
        return new MapPropertySource("rollcall-defaults", defaults);
    }
}
