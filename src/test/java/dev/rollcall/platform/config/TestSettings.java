package dev.rollcall.platform.config;

import java.util.Map;

/** The settings of a process with these variables. */
public final class TestSettings {

    private TestSettings() {}

    /** As a bean receives them. */
    public static <T> Current<T> current(Class<T> type, Map<String, String> environment) {
        EnvironmentVariables given = EnvironmentVariables.of(Variable.all(), environment);
        T atStart = RollcallEnvironment.binder(RollcallEnvironment.of(given).getPropertySources())
                .bindOrCreate(SettingsRegistrar.prefix(type), type);
        return new CurrentFromFiles<>(type, atStart, given);
    }
}
