package dev.rollcall.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.HttpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

    @Test
    void withoutAPublicAddressTheSiteIsLocalhostWithThePort() {
        assertThat(Site.of(new SiteSettings(null, "Rollcall"), 8081))
                .isEqualTo(new Site("http://localhost:8081", "Rollcall"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://rollcall.example, https://rollcall.example/ping/1",
        "https://rollcall.example/, https://rollcall.example/ping/1",
        "http://hc_web:8000, http://hc_web:8000/ping/1",
        "https://example.org/rollcall//, https://example.org/rollcall/ping/1"
    })
    void aPathFollowsThePublicAddressAfterOneSlash(String root, String url) {
        Site site = Site.of(new SiteSettings(HttpAddress.from(root), "Rollcall"), 8080);

        assertThat(site.url("/ping/1")).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://rollcall.example, rollcall.example",
        "http://hc_web:8000, hc_web",
        "https://example.org:8443/rollcall, example.org",
        "https://Example.ORG, example.org",
        "http://192.0.2.1:8080, 192.0.2.1",
        "https://[2001:db8::1], [2001:db8::1]",
        "http://[::1]:8080, [::1]"
    })
    void theHostHasNoPort(String root, String host) {
        assertThat(new Site(root, "Rollcall").host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "https://rollcall.example, https://rollcall.example",
        "https://Rollcall.Example, https://rollcall.example",
        "https://example.org/rollcall, https://example.org",
        "https://example.org:443, https://example.org",
        "https://example.org:8443/rollcall, https://example.org:8443",
        "https://example.org:80, https://example.org:80",
        "http://localhost:80, http://localhost",
        "http://localhost:443, http://localhost:443"
    })
    void theOriginIsTheOneThatBrowsersSend(String root, String origin) {
        assertThat(new Site(root, "Rollcall").origin()).isEqualTo(origin);
    }
}
