package dev.rollcall.page.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SentStatements;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.channel.Channels;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.StringUtils;

/**
 * How many statements a page of checks or channels costs, whatever it shows. Those that find the reader are counted
 * too.
 */
@RollcallTest
class PageStatementsTest {

    private static final Pattern LIVE = Pattern.compile("live\\?version=([0-9a-f.]+)");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private Channels channels;

    @Autowired
    private OpenLists openLists;

    private Projects.NewProject project;
    private Visitor member;
    private SentStatements sent;

    @BeforeEach
    void listen() {
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
        sent = SentStatements.listen();
    }

    @AfterEach
    void stopListening() {
        sent.close();
    }

    @Test
    void theListCostsAsManyStatementsForThirtyChecksAsForOne() {
        make(1);
        List<String> forOne = statements("");
        make(29);
        List<String> forThirty = statements("");

        assertThat(forThirty).isEqualTo(forOne);
        assertThat(forOne)
                .filteredOn(statement -> statement.contains("checks c"))
                .hasSizeBetween(1, 2);
        assertThat(forOne)
                .filteredOn(statement -> statement.contains("FROM pings"))
                .hasSize(1);
        assertThat(forOne).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void anOpenPageCostsOnlyTheStatementsThatFindTheReader() {
        make(3);
        statements("");
        statements("live?version=1.2.3");
        List<String> again = statements("live?version=1.2.3");

        // Spring Session reads the session again when an answer with a body is sent (its issue 1731).
        assertThat(again).as("the list was rendered a moment ago").hasSize(3);
        assertThat(again.get(0)).contains("JOIN sessions").isEqualTo(again.get(2));
        assertThat(again.get(1)).contains("FROM accounts");
    }

    @Test
    void aRequestThatWaitsCostsTwoStatementsAndNoTransaction() {
        make(3);
        String version = "live?version=" + Visitor.found(LIVE, member.get(address("")));
        MvcTestResult first = member.ask(address(version));
        sent.clear();

        MvcTestResult asked = member.ask(address(version));
        openLists.stop();
        openLists.start();
        assertThat(member.answer(first)).hasStatus(204);
        assertThat(member.answer(asked)).hasStatus(204);

        assertThat(sent.statements()).hasSize(2);
        assertThat(sent.transactions()).isEmpty();
    }

    @Test
    void aCheckCostsAsManyStatementsAfterTwentyPingsAsAfterOne() {
        UUID check = make(1);
        fixtures.ping(check, "");
        List<String> afterOne = statements(new CheckId(check).uniqueKey() + "/");
        for (int n = 0; n < 10; n++) {
            fixtures.ping(check, "/start");
            fixtures.ping(check, "/fail");
        }
        List<String> afterMany = statements(new CheckId(check).uniqueKey() + "/");

        assertThat(afterMany).isEqualTo(afterOne);
        assertThat(afterOne).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void thePagesOfChannelsCostAsManyStatementsForThirtyAsForOne() {
        UUID channel = channels.create(project.id(), Map.of("kind", "log")).id();
        String one = "../channels/" + channel + "/";
        List<String> list = statements("../channels/");
        List<String> page = statements(one);
        List<String> log = statements(one + "deliveries/");
        for (int n = 0; n < 29; n++) {
            channels.create(project.id(), Map.of("kind", "log"));
            fixtures.ping(fixtures.check(project, "{\"channels\": \"*\"}"), "/fail");
        }

        assertThat(statements("../channels/")).isEqualTo(list).hasSizeLessThanOrEqualTo(8);
        assertThat(statements(one)).isEqualTo(page).hasSizeLessThanOrEqualTo(11);
        assertThat(statements(one + "deliveries/")).isEqualTo(log).hasSizeLessThanOrEqualTo(9);
    }

    private UUID make(int checks) {
        UUID last = fixtures.check(project, "{}");
        for (int n = 1; n < checks; n++) {
            last = fixtures.check(project, "{\"name\": \"check " + n + "\"}");
        }
        return last;
    }

    private List<String> statements(String path) {
        sent.clear();
        assertThat(member.get(address(path))).hasStatusOk();
        return sent.statements();
    }

    private String address(String path) {
        return StringUtils.cleanPath("/projects/" + project.id() + "/checks/" + path);
    }
}
