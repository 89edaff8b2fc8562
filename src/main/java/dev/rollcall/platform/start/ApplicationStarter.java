package dev.rollcall.platform.start;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.RollcallEnvironment;
import dev.rollcall.platform.database.DatabaseUrl;
import dev.rollcall.platform.deploy.Build;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.deploy.RunningJar;
import dev.rollcall.platform.log.JsonLog;
import dev.rollcall.platform.log.LogSettings;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.platform.telemetry.TelemetryProperties;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts the Spring context for a {@link CommandLine}, or logs in one line why it cannot start. */
public final class ApplicationStarter {

    /** Exit status when the arguments or variables are wrong. */
    public static final int WRONG_USAGE = 2;

    private ApplicationStarter() {}

    /** Starts the context. The caller has checked the command line, and the settings unless none are needed. */
    public static ConfigurableApplicationContext context(
            Class<?> application, CommandLine launch, StartupScope needs, EnvironmentVariables given) {
        RollcallEnvironment settings = RollcallEnvironment.of(needs == StartupScope.NOTHING ? given.usable() : given);
        Binder binder = RollcallEnvironment.binder(settings.getPropertySources());
        Release release =
                Release.of(binder.bindOrCreate("", ReleaseSettings.class), Build.properties(), RunningJar.sha256());
        settings.getPropertySources()
                .addFirst(new MapPropertySource("rollcall-launch", properties(launch, needs, binder, release, given)));
        var spring = new SpringApplication(application);
        spring.setEnvironment(settings);
        spring.setWebApplicationType(
                launch.processes().contains(ProcessType.WEB) ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        // A task needs only a few beans, and must not fail because of one that it does not use.
        spring.setLazyInitialization(launch.isTask());
        spring.setAddCommandLineProperties(false);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        if (!launch.processes().contains(ProcessType.WEB)) {
            // Spring Boot would initialize message converters and Tomcat on another thread, and nobody uses them.
            System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        }
        spring.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("givenVariables", given);
            ProcessLog.starting(release, given.misspelt());
        });
        return spring.run();
    }

    /** Prints one line with all faults, in the format of the log. */
    public static void refuse(
            PrintStream out, CommandLine launch, Map<String, String> environment, List<String> faults) {
        new EarlyLog(out, launch, environment).refused(faults);
    }

    /** From now on an uncaught exception is one line of the event stream. */
    public static void reportUncaught(PrintStream out, CommandLine launch, Map<String, String> environment) {
        var early = new EarlyLog(out, launch, environment);
        Thread.setDefaultUncaughtExceptionHandler(early::failed);
    }

    private static Map<String, Object> properties(
            CommandLine launch, StartupScope needs, Binder binder, Release release, EnvironmentVariables given) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommandLine.WEB, launch.processes().contains(ProcessType.WEB));
        properties.put(CommandLine.WORKER, launch.processes().contains(ProcessType.WORKER));
        properties.put(CommandLine.PROCESS, launch.label());
        // Only the file inside the jar: Spring Boot would also read ./application.* and ./config/.
        properties.put("spring.config.location", "classpath:/application.properties");
        properties.put(CommandLine.RELEASE, RollcallEnvironment.literal(release.version()));
        // Only whether a URL is set. The connection is made when a task needs it.
        properties.put(
                CommandLine.DATABASE,
                needs != StartupScope.NOTHING
                        || binder.bind("database.url", DatabaseUrl.class).isBound());
        properties.put("spring.autoconfigure.exclude", excluded(needs, launch, binder));
        properties.putAll(TelemetryProperties.of(launch, binder, release));
        properties.putAll(log(launch, binder, given));
        return properties;
    }

    /** Text is what application.properties has; a task at a terminal logs only warnings, as text. */
    private static Map<String, Object> log(CommandLine launch, Binder binder, EnvironmentVariables given) {
        Map<String, Object> log = new HashMap<>();
        boolean isJson = binder.bindOrCreate("log", LogSettings.class).format() == LogSettings.Format.JSON;
        boolean forPerson = ForPerson.is(launch);
        if (isJson && !(forPerson && !given.isSet("LOG_FORMAT"))) {
            log.put("logging.structured.format.console", JsonLog.class.getName());
        }
        if (forPerson && !given.isSet("LOG_LEVEL")) {
            log.put("logging.level.dev.rollcall", "warn");
        }
        return log;
    }

    /** The parts of Spring Boot that this start excludes. */
    private static String excluded(StartupScope needs, CommandLine launch, Binder binder) {
        List<List<Class<?>>> parts =
                new ArrayList<>(List.of(ExcludedAutoConfigurations.UNUSED, TelemetryProperties.LOGGING));
        if (needs != StartupScope.ENTITIES) {
            parts.add(ExcludedAutoConfigurations.JPA);
        }
        if (!launch.processes().contains(ProcessType.WEB)) {
            parts.add(ExcludedAutoConfigurations.PAGES);
        }
        if (!TelemetryProperties.pushes(launch, binder)) {
            parts.add(TelemetryProperties.TRACING);
            if (!TelemetryProperties.isScraped(launch, binder)) {
                parts.add(ExcludedAutoConfigurations.METRICS);
            }
        }
        return parts.stream().flatMap(List::stream).map(Class::getName).collect(Collectors.joining(","));
    }
}
