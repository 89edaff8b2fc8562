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
 * The Spring environment with only the sources that the third factor allows: our documented variables, their defaults,
 * and the properties inside the jar.
 *
 * <p>By default Spring Boot also reads files beside the jar, system properties, profiles and every variable that looks
 * like one of its own ({@code SPRING_DATASOURCE_URL}, which buildpacks set). They are not sources here, so they cannot
 * change how Rollcall runs.
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

    /** Binds settings as the Spring context does. */
    public static Binder binder(MutablePropertySources sources) {
        return new Binder(ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
    }

    /** Escapes a value for a property source, because Spring replaces placeholders in all values. */
    public static String literal(String value) {
        // Spring's own escape has no effect when braces are not balanced.
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
        // A password may contain what Spring reads as a placeholder, such as ${PORT}.
        given.values().forEach((name, value) -> set.put(name, literal(value)));
        // The suffix makes Spring map DATABASE_POOL_SIZE to database.pool-size.
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
