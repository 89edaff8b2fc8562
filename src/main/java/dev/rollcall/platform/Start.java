package dev.rollcall.platform;

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

/** Starts the Spring context for a {@link Launch}, or says in one log line why it will not. */
public final class Start {

    /** Exit status of a process that was used or configured wrongly. */
    public static final int WRONG_USAGE = 2;

    static final String WEB = "rollcall.web";
    static final String WORKER = "rollcall.worker";
    static final String DATABASE = "rollcall.database";
    static final String PROCESS = "rollcall.process";
    static final String RELEASE = "rollcall.release";

    private Start() {}

    /** The context, started; the caller has found no fault in the launch, nor in settings unless it needs none. */
    public static ConfigurableApplicationContext context(
            Class<?> application, Launch launch, Needs needs, GivenVariables given) {
        RollcallEnvironment settings = RollcallEnvironment.of(needs == Needs.NOTHING ? given.usable() : given);
        Binder binder = RollcallEnvironment.binder(settings.getPropertySources());
        Release release =
                Release.of(binder.bindOrCreate("", ReleaseSettings.class), Build.properties(), RunningJar.sha256());
        settings.getPropertySources()
                .addFirst(new MapPropertySource("rollcall-launch", wiring(launch, needs, binder, release)));
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
    public static void refuse(PrintStream out, Launch launch, Map<String, String> environment, List<String> faults) {
        new EarlyLog(out, launch, environment).refused(faults);
    }

    /** From now on, what kills a thread is a line of the event stream. */
    public static void reportUncaught(PrintStream out, Launch launch, Map<String, String> environment) {
        var early = new EarlyLog(out, launch, environment);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> early.failed(failure));
    }

    private static Map<String, Object> wiring(Launch launch, Needs needs, Binder binder, Release release) {
        Map<String, Object> wiring = new HashMap<>();
        wiring.put(WEB, launch.processes().contains(ProcessType.WEB));
        wiring.put(WORKER, launch.processes().contains(ProcessType.WORKER));
        wiring.put(PROCESS, launch.label());
        // Only the file inside the jar: Spring Boot would also read ./application.* and ./config/.
        wiring.put("spring.config.location", "classpath:/application.properties");
        wiring.put(RELEASE, RollcallEnvironment.literal(release.version()));
        // Only whether there could be one: it is connected to when a task asks for it.
        wiring.put(
                DATABASE,
                needs != Needs.NOTHING
                        || binder.bind("database.url", DatabaseUrl.class).isBound());
        wiring.put("spring.autoconfigure.exclude", leftOut(needs, launch, binder));
        wiring.putAll(TelemetryWiring.of(launch, binder, release));
        wiring.put(
                "logging.structured.format.console",
                binder.bindOrCreate("log", LogSettings.class).format() == LogSettings.Format.JSON
                        ? "logstash"
                        : TextLog.class.getName());
        return wiring;
    }

    /** Parts of Spring Boot that this start leaves out. */
    private static String leftOut(Needs needs, Launch launch, Binder binder) {
        List<List<Class<?>>> parts = new ArrayList<>(List.of(LeftOut.UNUSED, TelemetryWiring.LOGGING));
        if (needs != Needs.DEFINITIONS) {
            parts.add(LeftOut.JPA);
        }
        if (!TelemetryWiring.pushes(launch, binder)) {
            parts.add(TelemetryWiring.TRACING);
            if (!TelemetryWiring.isScraped(launch, binder)) {
                parts.add(LeftOut.UNREAD);
            }
        }
        return parts.stream().flatMap(List::stream).map(Class::getName).collect(Collectors.joining(","));
    }
}
