package dev.rollcall.platform.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
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

    private static final Pattern SPECIAL = Pattern.compile("[$\\\\]");
    private static final String DOLLAR = "rollcall.dollar";
    private static final String BACKSLASH = "rollcall.backslash";

    private RollcallEnvironment() {}

    public static RollcallEnvironment of(EnvironmentVariables given) {
        var result = new RollcallEnvironment();
        addTo(result.getPropertySources(), given);
        return result;
    }

    static void addTo(MutablePropertySources sources, EnvironmentVariables given) {
        sources.addFirst(variablesThatAreSet(given));
        sources.addLast(defaults(given.variables()));
    }

    /** Reads settings as the Spring context will. */
    public static Binder binder(MutablePropertySources sources) {
        return new Binder(ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
    }

    /** The value as it must stand in a property source to be read as it is: Spring looks for placeholders in each. */
    public static String literal(String value) {
        // Not by Spring's own escape: it takes no effect where braces are not balanced.
        return value.contains("${")
                ? SPECIAL.matcher(value)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                found.group().equals("$") ? "${" + DOLLAR + "}" : "${" + BACKSLASH + "}"))
                : value;
    }

    /** Adds no system properties and no system environment. */
    @Override
    protected void customizePropertySources(MutablePropertySources propertySources) {}

    private static SystemEnvironmentPropertySource variablesThatAreSet(EnvironmentVariables given) {
        Map<String, Object> set = new HashMap<>();
        // A password may well hold what Spring takes for a placeholder: ${PORT}.
        given.values().forEach((name, value) -> set.put(name, literal(value)));
        // The suffix makes Spring map PING_BODY_LIMIT to ping.body-limit.
        return new SystemEnvironmentPropertySource("rollcall-systemEnvironment", set);
    }

    private static MapPropertySource defaults(List<Variable> variables) {
        Map<String, Object> defaults = new HashMap<>(Map.of(DOLLAR, "$", BACKSLASH, "\\"));
        variables.forEach(variable -> {
            if (variable.defaultValue() != null) {
                defaults.put(variable.property(), variable.defaultValue());
            }
        });
        return new MapPropertySource("rollcall-defaults", defaults);
    }
}
