package dev.rollcall.channel.text;

import dev.rollcall.channel.SampleAlert;
import dev.rollcall.platform.deploy.Site;
import java.time.Duration;

/** Texts of alerts without a database: the project is called Backups, and the status changed two hours before. */
public final class TestTexts {

    public static final Site SITE = new Site("https://rollcall.example", "Rollcall");

    private TestTexts() {}

    public static AlertTexts create() {
        return of(changedBefore(Duration.ofHours(2), true));
    }

    public static Words words() {
        return new Words();
    }

    /** The status changed so long before. */
    static AlertHistory.Facts changedBefore(Duration time, boolean wasSilence) {
        return new AlertHistory.Facts(
                "Backups", new AlertHistory.PreviousChange(SampleAlert.NOW.minus(time), wasSilence, null));
    }

    static AlertTexts of(AlertHistory.Facts history) {
        return new AlertTexts(new Words(), alert -> history, SITE);
    }
}
