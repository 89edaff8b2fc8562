package factors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import testing.App;

/** Names of this machine with an underscore, as docker-compose 1.29 and Swarm create them. */
final class UnderscoreHosts {

    static final String DATABASE = "my_db_1";
    static final String MAIL = "my_mail_1";
    static final String WEB = "hc_web";
    static final String COLLECTOR = "otel_1";

    private UnderscoreHosts() {}

    /** The options of a JVM that finds these names in a file in this directory. The file replaces the name server. */
    static String jvmFlags(Path directory) throws IOException {
        String line = "127.0.0.1 %s\n";
        Path hosts = Files.writeString(
                directory.resolve("hosts"), line.repeat(5).formatted("localhost", DATABASE, MAIL, WEB, COLLECTOR));
        return App.jvmFlags() + " -Djdk.net.hosts.file=" + hosts;
    }
}
