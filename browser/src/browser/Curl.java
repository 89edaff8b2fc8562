package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import testing.App;
import testing.Tool;

/** Pings as a job does: by {@code curl}. */
final class Curl {

    private Curl() {}

    /** The ping URL in the command that the page of a check shows. */
    static String address(Page page) {
        String command = page.locator(".snippet code").first().textContent();
        return command.replaceFirst(".*[\"'](http[^\"']*)[\"'].*", "$1");
    }

    static void get(String address) throws IOException, InterruptedException {
        String seconds = String.valueOf(App.PATIENCE.toSeconds());
        Process curl = new ProcessBuilder(Tool.require("curl").toString(), "-fsS", "-m", seconds, address).start();
        assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("OK");
        assertThat(curl.waitFor()).isZero();
    }
}
