package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Examination;
import dev.rollcall.admin.Finding;
import dev.rollcall.platform.GivenVariables;
import dev.rollcall.platform.Release;
import dev.rollcall.platform.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whether the public address leads here, and to this very release. */
@Component
@Order(60)
class SiteExamination implements Examination {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final ObjectProvider<Site> site;
    private final GivenVariables variables;
    private final Release release;
    private final JsonMapper json;

    SiteExamination(ObjectProvider<Site> site, GivenVariables variables, Release release, JsonMapper json) {
        this.site = site;
        this.variables = variables;
        this.release = release;
        this.json = json;
    }

    @Override
    public String name() {
        return "site";
    }

    @Override
    public List<Finding> examine() {
        String url = site.getObject().url("/version");
        boolean given = variables.isSet("SITE_ROOT");
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(LONGEST)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(LONGEST)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return List.of(answered(url, answer));
        } catch (IOException e) {
            String found = url + " does not answer: " + e.getClass().getSimpleName();
            // Without SITE_ROOT the address is only a guess, right on a laptop and nowhere else.
            return List.of(
                    given
                            ? Finding.broken(
                                    name(), found, "check SITE_ROOT, and that its router leads to the web process")
                            : Finding.warn(name(), found, "set SITE_ROOT to the public address of this deploy"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + url, e);
        }
    }

    private Finding answered(String url, HttpResponse<String> answer) {
        String other = releaseIn(answer);
        if (answer.statusCode() != 200 || other.isEmpty()) {
            return Finding.broken(
                    name(),
                    url + " answers " + answer.statusCode() + " and not as Rollcall does",
                    "check SITE_ROOT: it leads to something else");
        }
        return other.equals(release.version())
                ? Finding.ok(name(), url + " answers, release " + other)
                : Finding.warn(
                        name(),
                        url + " answers as release " + other + ", this task is of " + release.version(),
                        "expected during a deploy; else restart what runs the older release");
    }

    private String releaseIn(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body()).path("release").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
