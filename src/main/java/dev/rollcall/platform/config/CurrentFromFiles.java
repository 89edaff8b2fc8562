package dev.rollcall.platform.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of a record's secrets at each use, so a replaced credential needs no restart and no timer. A file
 * that cannot be used changes nothing, and is logged once. Modification times are not compared, because two changes may
 * have the same.
 */
final class CurrentFromFiles<T> implements Current<T> {

    private static final Logger log = LoggerFactory.getLogger(CurrentFromFiles.class);

    private final Class<T> type;
    private final String files;
    private EnvironmentVariables lastRead;
    private Map<String, String> used;
    private T current;

    /**
     * @param atStart the record that was bound from these variables
     * @param given all variables as they were read at the start
     */
    CurrentFromFiles(Class<T> type, T atStart, EnvironmentVariables given) {
        this.type = type;
        this.lastRead = given.only(type);
        this.files = lastRead.files().stream().map(SecretFile::variable).collect(Collectors.joining(","));
        this.used = lastRead.values();
        this.current = atStart;
    }

    @Override
    public synchronized T get() {
        if (!files.isEmpty()) {
            EnvironmentVariables now = lastRead.readAgain();
            if (!now.hasSameContent(lastRead)) {
                use(now);
            }
            lastRead = now;
        }
        return current;
    }

    private void use(EnvironmentVariables now) {
        List<String> faults = now.faults();
        if (!faults.isEmpty()) {
            log.atWarn()
                    .addKeyValue("event", "config.secret-unusable")
                    .addKeyValue("variable", files)
                    .addKeyValue("reason", String.join("; ", faults))
                    .log("the file of a secret cannot be used, so the previous value stays in use");
            return;
        }
        current = RollcallEnvironment.binder(RollcallEnvironment.of(now).getPropertySources())
                .bindOrCreate(SettingsRegistrar.prefix(type), type);
        if (!now.values().equals(used)) {
            log.atInfo()
                    .addKeyValue("event", "config.secret-changed")
                    .addKeyValue("variable", files)
                    .log("the file of a secret has changed, and the new value is used");
        }
        used = now.values();
    }
}
