package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Contract;
import testing.Operation;

/** The contract is written first, served as it is, and describes every answer. */
class Factor13ApiFirstTest {

    private static final Contract CONTRACT = Contract.read();

    @Test
    void theServedContractIsTheFileInTheRepository() throws Exception {
        App web = RunningRelease.get().web();
        assertThat(web.get("/openapi.yaml").body()).isEqualTo(Files.readString(Contract.FILE));
    }

    @Test
    void answersAreAsInTheContract() {
        Deploy deploy = RunningRelease.get().deploy();
        App web = RunningRelease.get().web();
        String note = deploy.note(web, "{\"title\": \"Milk\", \"text\": \"\", \"expires_in\": 60}");
        String path = Deploy.NOTES + "/" + note;

        expect(200, "GET /api/v1/notes", deploy.call(web, "GET", Deploy.NOTES));
        expect(400, "GET /api/v1/notes", deploy.call(web, "GET", Deploy.NOTES + "?limit=0"));
        expect(401, "GET /api/v1/notes", web.get(Deploy.NOTES));
        expect(201, "POST /api/v1/notes", web.post(Deploy.NOTES, deploy.key(), Deploy.MILK));
        expect(400, "POST /api/v1/notes", web.post(Deploy.NOTES, deploy.key(), "{}"));
        expect(401, "POST /api/v1/notes", web.post(Deploy.NOTES, "key_wrong", Deploy.MILK));
        expect(200, "GET /api/v1/notes/{id}", deploy.call(web, "GET", path));
        expect(204, "DELETE /api/v1/notes/{id}", deploy.call(web, "DELETE", path));
        expect(404, "GET /api/v1/notes/{id}", deploy.call(web, "GET", path));
        expect(404, "DELETE /api/v1/notes/{id}", deploy.call(web, "DELETE", path));
        expect(200, "GET /version", web.get("/version"));
        expect(200, "GET /problems/{slug}", web.get("/problems/note-not-found"));
        expect(404, "GET /problems/{slug}", web.get("/problems/none"));
        for (String example : operation("POST /api/v1/notes").exampleBodies()) {
            expect(201, "POST /api/v1/notes", web.post(Deploy.NOTES, deploy.key(), example));
        }
    }

    private static void expect(int status, String operation, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(operation + " " + answer.body()).isEqualTo(status);
        assertThat(operation(operation).faults(answer)).as(operation).isEmpty();
    }

    private static Operation operation(String name) {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
