package dev.rollcall.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The badges that people copy. */
@RollcallTest
class BadgePageHttpTest {

    private static final String SITE = "https://rollcall.example";
    private static final Pattern IMAGE = Pattern.compile("<img [^>]*src=\"([^\"]+)\"");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private String page;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/badges/";
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void everyBadgeIsShownLiveWithTheAddressesOfTheApi() {
        fixtures.check(project, "{\"name\": \"a [nightly] \\\"backup\\\"\", \"tags\": \"db\"}");
        JsonNode published = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/badges/", project.readWriteKey(), ""))
                .get("badges");

        String text = Visitor.text(member.get(page));

        for (String badge : List.of("*", "db")) {
            for (String format : List.of("svg3", "json3", "shields3")) {
                assertThat(text).contains(">" + published.get(badge).get(format).asString() + "<");
            }
        }
        assertThat(text)
                .contains("![db](" + published.get("db").get("svg3").asString() + ")")
                .contains("![a \\[nightly\\] &quot;backup&quot;](" + SITE + "/b/3/")
                .contains("alt=&quot;a [nightly] &amp;quot;backup&amp;quot;&quot;");
        List<String> images =
                IMAGE.matcher(text).results().map(image -> image.group(1)).toList();
        assertThat(images)
                .hasSize(3)
                .allSatisfy(image -> assertThat(fixtures.http().get().uri(image))
                        .hasStatusOk()
                        .bodyText()
                        .startsWith("<svg"));
    }

    @Test
    void badgesWithTwoStatesAreOfferedToo() {
        fixtures.check(project, "{\"name\": \"backup\", \"tags\": \"db\"}");
        JsonNode published = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/badges/", project.readWriteKey(), ""))
                .get("badges");

        assertThat(Visitor.text(member.get(page + "?late=false")))
                .contains(">" + published.get("db").get("svg").asString() + "<", SITE + "/b/2/")
                .doesNotContain(SITE + "/b/3/");
    }

    @Test
    void aLargeProjectIsShownInPagesAndFiltered() {
        for (int n = 0; n < 26; n++) {
            fixtures.check(project, "{\"name\": \"job " + (char) ('a' + n) + "\", \"tags\": \"tag" + n + "\"}");
        }

        assertThat(Visitor.text(member.get(page)))
                .contains("job a<", "job y<", "tag25<", "href=\"" + page + "?page=2\"")
                .doesNotContain("job z<");
        assertThat(Visitor.text(member.get(page + "?page=2")))
                .contains("job z<", "href=\"" + page + "\"")
                .doesNotContain("job a<", "tag25<");
        assertThat(Visitor.text(member.get(page + "?q=JOB Z")))
                .contains("job z<")
                .doesNotContain("job a<", "tag25<");
        assertThat(Visitor.text(member.get(page + "?q=nothing"))).contains("No check matches.");
    }

    @Test
    void theBadgeOfAllChecksComesFirstAndTheFilterFindsEveryTag() {
        int tagsOfCheck = 80;
        for (int n = 0; n < 26; n++) {
            String tags = IntStream.range(n * tagsOfCheck, (n + 1) * tagsOfCheck)
                    .mapToObj("t%04d"::formatted)
                    .collect(Collectors.joining(" "));
            fixtures.check(project, "{\"name\": \"job\", \"tags\": \"" + tags + "\"}");
        }
        String all = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/badges/", project.readWriteKey(), ""))
                .get("badges")
                .get("*")
                .get("svg3")
                .asString();

        String text = Visitor.text(member.get(page));

        assertThat(text)
                .containsSubsequence(">" + all + "<", ">t0000<", ">t0099<", "There are more tags.")
                .doesNotContain(">t0100<");
        assertThat(Visitor.text(member.get(page + "?q=T2079")))
                .contains(">t2079<")
                .doesNotContain(">t2078<", ">" + all + "<", "There are more tags.");
        assertThat(Visitor.text(member.get(page + "?q=t00")))
                .contains(">t0099<")
                .doesNotContain("There are more tags.");
    }
}
