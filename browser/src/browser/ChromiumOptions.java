package browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.junit.Options;
import com.microsoft.playwright.junit.OptionsFactory;
import java.util.List;
import java.util.Map;
import testing.App;
import testing.Tool;

/** The browser of the distribution, so that no build downloads one, and the reader that all tests have by default. */
public final class ChromiumOptions implements OptionsFactory {

    /** Not the zone of the server, nor that of most developers. */
    static final String ZONE = "Europe/Riga";

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @Override
    public Options getOptions() {
        return new Options()
                .setPlaywrightCreateOptions(new Playwright.CreateOptions()
                        .setEnv(Map.of(
                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                "1",
                                "PLAYWRIGHT_NODEJS_PATH",
                                Tool.require("node").toString())))
                .setLaunchOptions(new BrowserType.LaunchOptions()
                        .setExecutablePath(Tool.require("chromium"))
                        .setTimeout((double) App.PATIENCE.toMillis())
                        .setArgs(ARGUMENTS))
                .setContextOptions(new Browser.NewContextOptions()
                        .setBaseURL(Site.get().url("/"))
                        .setViewportSize(1280, 800)
                        .setLocale("en-GB")
                        .setTimezoneId(ZONE));
    }
}
