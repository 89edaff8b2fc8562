package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Mail;

/**
 * Host names with an underscore in the addresses of a deploy. {@code Factor12MoveByApiTest} has one in the address to
 * import from, and {@code Factor14TracesTest} in that of a collector.
 */
class UnderscoreHostsTest {

    private final RunningRelease release = RunningRelease.get();

    @Test
    void theDoctorReachesEachHostWithAnUnderscore(@TempDir Path directory) throws IOException {
        String site = "http://" + UnderscoreHosts.WEB + ":" + release.deploy().port();
        try (Mail mail = Mail.start("rollcall", "smtp-password")) {
            Map<String, String> environment = App.with(
                    release.deploy().environment(),
                    "JAVA_TOOL_OPTIONS",
                    UnderscoreHosts.jvmFlags(directory),
                    "DATABASE_URL",
                    release.deploy().databaseUrl().replaceFirst("@[^:/]*", "@" + UnderscoreHosts.DATABASE),
                    "SMTP_URL",
                    "smtp://rollcall:smtp-password@" + UnderscoreHosts.MAIL + ":" + mail.port(),
                    "SITE_ROOT",
                    site + "/");

            App.Exit exit = release.run(environment, "--task=doctor", "--output=json");

            assertThat(exit.status()).as(exit.toString()).isZero();
            assertThat(exit.stdout())
                    .contains(site + "/version answers, release")
                    .contains("lets us in");
        }
    }
}
