package factors;

import dev.rollcall.check.state.CheckId;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;
import testing.App;
import testing.Browser;
import tools.jackson.databind.JsonNode;

/** The commands that the pages of a project show to its owner, as a reader copies them. */
final class ShownCommands {

    private static final Pattern CODE = Pattern.compile("<pre[^>]*><code>(.*?)</code></pre>", Pattern.DOTALL);

    private final Browser browser = new Browser();
    private final App web;
    private final String project;

    private ShownCommands(App web, String project, String link) {
        this.web = web;
        this.project = "/projects/" + project + "/";
        browser.signIn(web, link);
    }

    /** Signs in an owner of a project of the {@link RunningRelease}. */
    static ShownCommands of(JsonNode project) {
        RunningRelease release = RunningRelease.get();
        String id = project.get("project").asString();
        return new ShownCommands(
                release.web(), id, release.deploy().signInLink("owner-" + id + "@example.com", "Ona", id));
    }

    /** The commands on a page, in their order. */
    List<String> on(String page) {
        return CODE.matcher(html(page)).results().map(ShownCommands::text).toList();
    }

    /** The snippet with this heading on the page of a check. */
    String snippet(String check, String heading) {
        String page = html("checks/" + new CheckId(UUID.fromString(check)).uniqueKey() + "/");
        return Pattern.compile("<summary>" + Pattern.quote(heading) + "</summary>.*?" + CODE.pattern(), Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(ShownCommands::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no snippet for " + heading));
    }

    /** A page of the project. */
    String html(String page) {
        return browser.get(web, project + page).body();
    }

    private static String text(MatchResult code) {
        return HtmlUtils.htmlUnescape(code.group(1));
    }
}
