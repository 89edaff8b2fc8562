package dev.rollcall.platform.start;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.RollcallEnvironment;
import dev.rollcall.platform.database.DatabaseUrl;
import dev.rollcall.platform.deploy.Build;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.deploy.RunningJar;
import dev.rollcall.platform.log.LogSettings;
import dev.rollcall.platform.log.TextLog;
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

/** Starts the Spring context for a {@link CommandLine}, or says in one log line why it will not. */
public final class ApplicationStarter {

    /** Exit status of a process that was used or configured wrongly. */
    public static final int WRONG_USAGE = 2;

    private ApplicationStarter() {}

    /** The context, started; the caller has found no fault in the launch, nor in settings unless it needs none. */
    public static ConfigurableApplicationContext context(
            Class<?> application, CommandLine launch, StartupScope needs, EnvironmentVariables given) {
        RollcallEnvironment settings = RollcallEnvironment.of(needs == StartupScope.NOTHING ? given.usable() : given);
        Binder binder = RollcallEnvironment.binder(settings.getPropertySources());
        Release release =
                Release.of(binder.bindOrCreate("", ReleaseSettings.class), Build.properties(), RunningJar.sha256());
        settings.getPropertySources()
                .addFirst(new MapPropertySource("rollcall-launch", wiring(launch, needs, binder, release, given)));
        var spring = new SpringApplication(application);
        spring.setEnvironment(settings);
        spring.setWebApplicationType(
                launch.processes().contains(ProcessType.WEB) ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        // A task needs a few beans of many, and must not fail over one it does not use.
        spring.setLazyInitialization(launch.isTask());
        spring.setAddCommandLineProperties(false);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("givenVariables", given);
            ProcessLog.starting(release, given.misspelt());
        });
        return spring.run();
    }

    /** Prints one line with every fault, in the format that the log would have. */
    public static void refuse(
            PrintStream out, CommandLine launch, Map<String, String> environment, List<String> faults) {
        new EarlyLog(out, launch, environment).refused(faults);
    }

    /** From now on, what kills a thread is a line of the event stream. */
    public static void reportUncaught(PrintStream out, CommandLine launch, Map<String, String> environment) {
        var early = new EarlyLog(out, launch, environment);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> early.failed(failure));
    }

    private static Map<String, Object> wiring(
            CommandLine launch, StartupScope needs, Binder binder, Release release, EnvironmentVariables given) {
        Map<String, Object> wiring = new HashMap<>();
        wiring.put(CommandLine.WEB, launch.processes().contains(ProcessType.WEB));
        wiring.put(CommandLine.WORKER, launch.processes().contains(ProcessType.WORKER));
        wiring.put(CommandLine.PROCESS, launch.label());
        // Only the file inside the jar: Spring Boot would also read ./application.* and ./config/.
        wiring.put("spring.config.location", "classpath:/application.properties");
        wiring.put(CommandLine.RELEASE, RollcallEnvironment.literal(release.version()));
        // Only whether there could be one: it is connected to when a task asks for it.
        wiring.put(
                CommandLine.DATABASE,
                needs != StartupScope.NOTHING
                        || binder.bind("database.url", DatabaseUrl.class).isBound());
        wiring.put("spring.autoconfigure.exclude", leftOut(needs, launch, binder));
        wiring.putAll(TelemetryProperties.of(launch, binder, release));
        wiring.putAll(log(launch, binder, given));
        return wiring;
    }

    private static Map<String, Object> log(CommandLine launch, Binder binder, EnvironmentVariables given) {
        Map<String, Object> log = new HashMap<>();
        boolean isJson = binder.bindOrCreate("log", LogSettings.class).format() == LogSettings.Format.JSON;
        boolean forPerson = ForPerson.is(launch);
        boolean asText = !isJson || (forPerson && !given.isSet("LOG_FORMAT"));
        log.put("logging.structured.format.console", asText ? TextLog.class.getName() : "logstash");
        if (forPerson && !given.isSet("LOG_LEVEL")) {
            log.put("logging.level.dev.rollcall", "warn");
        }
        return log;
    }

    /** Parts of Spring Boot that this start leaves out. */
    private static String leftOut(StartupScope needs, CommandLine launch, Binder binder) {
        List<List<Class<?>>> parts =
                new ArrayList<>(List.of(ExcludedAutoConfigurations.UNUSED, TelemetryProperties.LOGGING));
        if (needs != StartupScope.DEFINITIONS) {
            parts.add(ExcludedAutoConfigurations.JPA);
        }
        if (!TelemetryProperties.pushes(launch, binder)) {
            parts.add(TelemetryProperties.TRACING);
            if (!TelemetryProperties.isScraped(launch, binder)) {
                parts.add(ExcludedAutoConfigurations.UNREAD);
            }
        }
        return parts.stream().flatMap(List::stream).map(Class::getName).collect(Collectors.joining(","));
    }
}
