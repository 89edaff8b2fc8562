package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.Projects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** JSON can write half of a pair. The database would keep a question mark, and two names would become the same. */
@RollcallTest
class LoneSurrogateHttpTest {

    @Autowired
    private Fixtures fixtures;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checks/|name|{'name': 'a\\ud800b', 'unique': ['name']}",
                "checks/|desc|{'desc': '\\udc00\\ud800'}",
                "channels/|name|{'kind': 'log', 'name': '\\ud800'}",
                "channels/|url|{'kind': 'webhook', 'url': 'http://a.example/\\ud800'}",
                "channels/|headers_down|{'kind': 'webhook', 'url': 'http://a.example/', 'headers_down': {'X': '\\ud800'}}",
                "maintenance-windows/|name|{'name': '\\ud800', 'schedule': '0 2 * * *', 'duration': 60, 'all_checks': true}",
                "keys/|name|{'kind': 'ping', 'name': '\\ud800'}",
                "status-page/|title|{'title': '\\ud800', 'slug': 'surrogate'}",
            })
    void aTextWithOneIsRefused(String path, String field, String body) {
        Projects.NewProject project = fixtures.project();

        MvcTestResult refused =
                fixtures.call(HttpMethod.POST, "/api/v3/" + path, project.readWriteKey(), body.replace('\'', '"'));

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).at("/errors/" + field).asString())
                .isEqualTo("contains a surrogate that stands alone");
    }
}
