package kit.probe.config;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kit.database.DatabaseAddress;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.ServiceProcess;
import kit.service.Text;
import kit.service.WebProcess;

/** Secrets of the environment. */
public final class SecretsProbe implements Probe {

    /** Paths that many services answer with an error page. */
    private static final List<String> ERRORS = List.of(
            "/no-such-page", "/%zz", "/%00", "/error", "/env", "/actuator/env", "/debug", "/.env", "/server-status");
    /** Shorter values occur by chance. */
    private static final int MIN_LENGTH = 8;

    @Override
    public String name() {
        return "config.secrets-kept";
    }

    @Override
    public Factor factor() {
        return Factor.CONFIG;
    }

    @Override
    public String demand() {
        return "The values of secret variables appear in no log, no answer and on no command line.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        WebProcess web = service.web();
        for (String path : ERRORS) {
            web.ask(path);
        }
        Map<String, String> secrets = secrets(service);
        if (secrets.isEmpty()) {
            return Finding.notApplicable(
                    "no variable that was given is a secret of " + MIN_LENGTH + " characters or more");
        }
        Set<String> found = new TreeSet<>();
        secrets.forEach((name, value) -> {
            for (ServiceProcess process : service.processes()) {
                process.printed().stream()
                        .filter(line -> line.contains(value))
                        .findFirst()
                        .ifPresent(line -> found.add(name + " in the log of " + process.type() + ": "
                                + shortened(line.replace(value, "(secret)"))));
            }
            if (service.answers().stream().anyMatch(answer -> answer.contains(value))) {
                found.add(name + " in an answer");
            }
            if (service.commandLines().stream().anyMatch(line -> line.contains(value))) {
                found.add(name + " on a command line");
            }
        });
        return Finding.of(
                found.isEmpty(),
                found.isEmpty()
                        ? "looked for %s in the output of %d processes, in %d answers and on %d command lines"
                                .formatted(
                                        String.join(", ", secrets.keySet()),
                                        service.processes().size(),
                                        service.answers().size(),
                                        service.commandLines().size())
                        : Text.some(found));
    }

    private static Map<String, String> secrets(Service service) {
        Map<String, String> secrets = new TreeMap<>();
        service.database()
                .ifPresent(database -> secrets.put(
                        "the password of the database", database.address().password()));
        service.application().secrets().forEach(name -> {
            String value = service.application().variables().getOrDefault(name, "");
            if (!DatabaseAddress.isIn(value)) {
                secrets.put(name, value);
            }
        });
        secrets.values().removeIf(value -> value.length() < MIN_LENGTH);
        return secrets;
    }

    private static String shortened(String line) {
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }
}
