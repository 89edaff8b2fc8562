package dev.rollcall.admin;

import dev.rollcall.platform.Needs;
import dev.rollcall.platform.Release;
import dev.rollcall.platform.TimeZones;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says which release this is, as {@code /version} does of the web process. */
@Task(name = "version", summary = "prints release, commit and digest of this jar", needs = Needs.NOTHING)
class Version implements AdminTask {

    private final Release release;

    Version(Release release) {
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
