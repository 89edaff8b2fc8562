package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.ExtraBean;
import tools.jackson.databind.JsonNode;

/** A worker shows no pages and signs nobody in, so it makes no beans for that. */
class WorkerBeansTest {

    private static final String ROOMS = "dev\\.rollcall\\.(account|badge|delivery\\.page|page|signin|statuspage)\\..*";

    /** The worker prunes once a day, with the stores of the modules whose rows it deletes. */
    private static final Set<String> FOR_PRUNING = Set.of(
            "dev.rollcall.account.PruneSignInLinks",
            "dev.rollcall.account.SignInLinkStore",
            "dev.rollcall.account.invitation.InvitationStore",
            "dev.rollcall.account.invitation.PruneInvitations",
            "dev.rollcall.signin.limit.AttemptStore",
            "dev.rollcall.signin.limit.PruneAttempts",
            "dev.rollcall.signin.session.PruneSessions",
            "dev.rollcall.signin.session.SessionStore");

    /** Every process refuses to start with unusable settings, whoever reads them. */
    private static final Set<String> SETTINGS = Set.of("dev.rollcall.signin.provider.ProviderSettings");

    @TempDir
    private Path classes;

    @Test
    void aWorkerMakesNoBeanThatOnlyPagesOrTasksUse() {
        List<String> ofPages = ofProcess("worker").stream()
                .filter(type -> type.matches(ROOMS))
                .filter(type -> !SETTINGS.contains(type))
                .toList();

        assertThat(ofPages).containsExactlyInAnyOrderElementsOf(FOR_PRUNING);
    }

    /** Else the names of the rooms above would mean nothing. */
    @Test
    void aWebProcessMakesManyBeansOfTheseRooms() {
        assertThat(ofProcess("web")).filteredOn(type -> type.matches(ROOMS)).hasSizeGreaterThan(100);
    }

    private List<String> ofProcess(String type) {
        try (Deploy deploy = Deploy.released();
                App process = ExtraBean.start(type, classes, MadeBeans.class.getName(), deploy.environment())) {
            process.untilPrinted("test.beans");
            return process.stdout().stream()
                    .map(Deploy.JSON::readTree)
                    .filter(line -> line.get("event").asString().equals("test.beans"))
                    .flatMap(line -> line.get("beans").valueStream())
                    .map(JsonNode::asString)
                    .toList();
        }
    }
}
