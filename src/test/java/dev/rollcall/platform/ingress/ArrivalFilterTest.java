package dev.rollcall.platform.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.platform.config.HttpAddress;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.deploy.SiteSettings;
import dev.rollcall.platform.time.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which requests prove that requests from outside arrive. */
@RollcallTest
class ArrivalFilterTest {

    private static final String ROOT = "https://roll_call.example:8443";

    @Autowired
    private IngressStore store;

    @Autowired
    private DatabaseClock clock;

    @ParameterizedTest
    @CsvSource({
        // A ping, through the router or from a job in the same network
        "/ping/some-id,              roll_call.example, 203.0.113.7, true",
        "/ping/some-id,              10.0.0.5,          10.0.0.9,    true",
        "/ping/some-id,              roll_call.example, 127.0.0.1,   false",
        "/ping/some-id,              roll_call.example, 0:0:0:0:0:0:0:1, false",
        // Any other request to the public address
        "/api/v3/checks/,            ROLL_CALL.example, 203.0.113.7, true",
        "/,                          roll_call.example, 203.0.113.7, true",
        "/,                          10.0.0.5,          10.0.0.1,    false",
        // A platform, a router, and web processes of this deploy
        "/actuator/health/readiness, roll_call.example, 203.0.113.7, false",
        "/reach/some-challenge,      roll_call.example, 203.0.113.7, false"
    })
    void aRequestIsFromOutside(String path, String host, String client, boolean isFromOutside) throws Exception {
        Ingress ingress = ingress(ROOT);

        new ArrivalFilter(ingress, own(), new Site(ROOT, "Rollcall"))
                .doFilter(request(path, host, client), new MockHttpServletResponse(), new MockFilterChain());

        assertThat(ingress.reach().provenAt() != null).isEqualTo(isFromOutside);
    }

    @Test
    void arrivalsAreRecordedOnceASecond() {
        Ingress ingress = ingress(ROOT);
        assertThat(ingress.isArrivalOfUse()).isTrue();

        ingress.arrived();

        assertThat(ingress.isArrivalOfUse()).isFalse();
    }

    @Test
    void withoutSiteRootNothingIsKnown() {
        Ingress ingress = ingress(null);

        assertThat(ingress.arrivals()).isEqualTo(Arrivals.UNKNOWN);
        assertThat(ingress.isArrivalOfUse()).isFalse();
    }

    @Test
    void theDatabaseRemembersTheAddressThatWasReachedLast() {
        store.reached(ROOT, clock.instant());
        assertThat(ingress(ROOT).arrivals()).isEqualTo(Arrivals.AWAITED);
        assertThat(ingress("https://other.example").arrivals())
                .as("a new address must be reached first")
                .isEqualTo(Arrivals.UNKNOWN);

        store.forget("https://other.example");
        assertThat(store.reachedAt(ROOT)).isPresent();
        store.forget(ROOT);
        assertThat(store.reachedAt(ROOT)).isEmpty();
    }

    private Ingress ingress(@Nullable String root) {
        var settings = new SiteSettings(root == null ? null : HttpAddress.from(root), "Rollcall");
        var ingress = new Ingress(settings, store, clock);
        ingress.arrivals();
        return ingress;
    }

    private static OwnAddresses own() {
        var own = new OwnAddresses();
        own.refresh();
        return own;
    }

    private static MockHttpServletRequest request(String path, String host, String client) {
        var request = new MockHttpServletRequest("GET", path);
        request.setServerName(host);
        request.setRemoteAddr(client);
        return request;
    }
}
