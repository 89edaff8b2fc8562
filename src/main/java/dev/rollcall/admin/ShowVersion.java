package dev.rollcall.admin;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.process.StartupScope;
import dev.rollcall.platform.time.TimeZones;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints which release this is, as {@code /version} does for the web process. */
@TaskDefinition(
        name = "version",
        summary = "prints release, commit and digest of this jar",
        needs = StartupScope.NOTHING)
class ShowVersion implements AdminTask {

    private final Release release;

    ShowVersion(Release release) {
        this.release = release;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Map<String, String> report = new LinkedHashMap<>();
        report.put("release", release.version());
        report.put("commit", release.commit());
        report.put("built_at", release.builtAt());
        report.put("jar_sha256", release.jarSha256());
        report.put("java", release.java());
        report.put("time_zones", TimeZones.version());
        return TaskResult.facts(report);
    }
}
