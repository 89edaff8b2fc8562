package factors;

import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Logs the types of all beans that a process made, of those that this repository defines. Not a component:
 * {@link testing.ExtraBean} adds it.
 */
class MadeBeans {

    /** By its own name it would be a library's logger, which logs warnings only. */
    private static final Logger log = LoggerFactory.getLogger("dev.rollcall.MadeBeans");

    private final ConfigurableListableBeanFactory beans;

    MadeBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @EventListener(ApplicationReadyEvent.class)
    void log() {
        log.atInfo()
                .addKeyValue("event", "test.beans")
                .addKeyValue(
                        "beans",
                        Stream.of(beans.getSingletonNames())
                                .map(beans::getSingleton)
                                .map(bean -> bean == null
                                        ? ""
                                        : bean.getClass().getName().replaceFirst("\\$\\$.*", ""))
                                .filter(type -> type.startsWith("dev.rollcall."))
                                .distinct()
                                .sorted()
                                .toList())
                .log("beans made");
    }
}
