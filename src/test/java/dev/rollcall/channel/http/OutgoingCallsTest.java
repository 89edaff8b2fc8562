package dev.rollcall.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.address.PrivateAddress;
import dev.rollcall.channel.address.PublicAddresses;
import dev.rollcall.project.ProjectId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import testing.Receiver;

/** No address that somebody else writes leads a call to this machine or to a private network. */
@Timeout(300)
class OutgoingCallsTest {

    private static final ProjectId PROJECT = new ProjectId(new UUID(0, 1));
    private static final String FORBIDDEN =
            "the receiver's address is private, loopback or link-local, which WEBHOOK_ALLOW_PRIVATE forbids";

    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stop() {
        receiver.close();
    }

    /** The system's own resolver reads the host, as it does for a real alert. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "literal              | http://127.0.0.1:PORT/",
                "another loopback     | http://127.9.9.9:PORT/",
                "this network         | http://0.0.0.0:PORT/",
                "zero                 | http://0:PORT/",
                "short                | http://127.1:PORT/",
                "shorter              | http://127.0.1:PORT/",
                "decimal              | http://2130706433:PORT/",
                "octal, one number    | http://017700000001:PORT/",
                "hexadecimal          | http://0x7f000001:PORT/",
                "hexadecimal parts    | http://0x7f.0x0.0x0.0x1:PORT/",
                "mixed                | http://0x7f.1:PORT/",
                "overflow             | http://256.0.0.1:PORT/",
                "dot at the end       | http://127.0.0.1.:PORT/",
                "name                 | http://localhost:PORT/",
                "name in capitals     | http://LOCALHOST:PORT/",
                "name, dot at the end | http://localhost.:PORT/",
                "IPv6                 | http://[::1]:PORT/",
                "IPv6, long           | http://[0:0:0:0:0:0:0:1]:PORT/",
                "IPv6 with a zone     | http://[::1%25lo]:PORT/",
                "unspecified          | http://[::]:PORT/",
                "IPv6-mapped          | http://[::ffff:127.0.0.1]:PORT/",
                "IPv6-mapped, hex     | http://[::ffff:7f00:1]:PORT/",
                "IPv4-compatible      | http://[::127.0.0.1]:PORT/",
                "IPv4-translated      | http://[::ffff:0:127.0.0.1]:PORT/",
                "NAT64                | http://[64:ff9b::127.0.0.1]:PORT/",
                "NAT64, local prefix  | http://[64:ff9b:1:7f00:0:100::]:PORT/",
                "6to4                 | http://[2002:7f00:1::]:PORT/",
                "Teredo               | http://[2001:0:7f00:1::80ff:fffe]:PORT/",
                "ISATAP               | http://[2606:2800::200:5efe:127.0.0.1]:PORT/",
                "user                 | http://receiver.example@127.0.0.1:PORT/",
                "user and password    | http://receiver.example:80@127.0.0.1:PORT/",
                "encoded user         | http://receiver.example%2f@127.0.0.1:PORT/",
                "two at signs         | http://receiver.example@receiver.example@127.0.0.1:PORT/",
                "backslash            | http://receiver.example\\@127.0.0.1:PORT/",
                "fragment             | http://127.0.0.1:PORT#@receiver.example/",
                "query                | http://127.0.0.1:PORT?@receiver.example/",
                "full-width digits    | http://１２７.0.0.1:PORT/",
                "ideographic stop     | http://127。0。0。1:PORT/",
                "circled digits       | http://①②⑦.0.0.1:PORT/",
                "encoded host         | http://%31%32%37.0.0.1:PORT/",
                "line break           | http://127.0.0.1:PORT%0d%0aHost:%20x/",
                "no host              | http:///127.0.0.1:PORT/",
                "no slashes           | http:127.0.0.1:PORT/",
                "another scheme       | file://127.0.0.1:PORT/"
            })
    void noWritingOfThisMachineIsCalled(String trick, String address) {
        String url = address.replace("PORT", String.valueOf(port()));

        assertThatThrownBy(() -> TestReceivers.of(Duration.ofSeconds(5), false)
                        .call(ReceiverRequest.json("POST", url, "{}"), PROJECT))
                .as(trick)
                .isInstanceOf(DeliveryException.class)
                .message()
                .isIn(
                        FORBIDDEN,
                        "the receiver did not answer: its host name cannot be looked up",
                        // The JDK refuses a literal that others would read in another base.
                        "the receiver did not answer: illegal argument",
                        "the channel's address is not a valid http:// or https:// address");

        assertThat(receiver.received()).isEmpty();
    }

    /** IANA's registries of special addresses, and each way to write a private IPv4 address in an IPv6 one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3", // RFC 791
                "10.1.2.3", // RFC 1918
                "100.64.1.1", // RFC 6598
                "127.1.2.3", // RFC 1122
                "169.254.169.254", // RFC 3927, the metadata of clouds
                "172.16.1.1", // RFC 1918
                "172.31.255.255",
                "192.0.0.1", // RFC 6890
                "192.0.2.1", // RFC 5737
                "192.88.99.1", // RFC 7526
                "192.168.1.1", // RFC 1918
                "198.18.0.1", // RFC 2544
                "198.51.100.1", // RFC 5737
                "203.0.113.1", // RFC 5737
                "224.0.0.1", // RFC 5771
                "239.255.255.250",
                "240.0.0.1", // RFC 1112
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1", // RFC 4291, IPv4-compatible
                "::a9fe:a9fe",
                "::ffff:0:a9fe:a9fe", // RFC 2765, IPv4-translated
                "64:ff9b::a00:1", // RFC 6052
                "64:ff9b:1:a00:0:100::", // RFC 8215, as RFC 6052 embeds an address after 48 bits
                "64:ff9b:1::a00:1",
                "100::1", // RFC 6666
                "100:0:0:1::1", // RFC 9780
                "2001::1", // RFC 4380
                "2001:2::1", // RFC 5180
                "2001:db8::1", // RFC 3849
                "2001:10::1", // RFC 4843
                "2001:20::1", // RFC 7343
                "2002:a00:1::", // RFC 3056
                "2606:2800::5efe:a00:1", // RFC 5214
                "2606:2800::200:5efe:a00:1",
                "3fff::1", // RFC 9637
                "5f00::1", // RFC 9602
                "fc00::1", // RFC 4193
                "fd00:ec2::254", // the metadata of a cloud
                "fe80::1", // RFC 4291
                "fec0::1", // RFC 3879
                "ff02::1" // RFC 4291
            })
    void noSpecialAddressIsPublic(String address) throws Exception {
        assertThat(PublicAddresses.filter().matches(InetAddress.getByName(address)))
                .isFalse();
        assertThat(PrivateAddress.isWritten(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.215.14",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "223.255.255.254",
                "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
                "2a00:1450:4001:82a::200e",
                "2001:4860:4860::8888",
                "3ffe::1"
            })
    void theAddressesOfTheInternetArePublic(String address) throws Exception {
        assertThat(PublicAddresses.filter().matches(InetAddress.getByName(address)))
                .isTrue();
        assertThat(PrivateAddress.isWritten(address)).isFalse();
    }

    /** What a name server says counts at the moment of the call, whatever it said when the channel was made. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::7f00:1", "64:ff9b:1:7f00:0:100::"})
    void aNameThatLeadsToAPrivateAddressIsNotCalled(String address) throws Exception {
        var names = new Rebinding(List.of(List.of(InetAddress.getByName(address))));

        assertThatThrownBy(() -> receivers(names, false).call(request(), PROJECT))
                .isInstanceOf(DeliveryException.class)
                .hasMessage(FORBIDDEN);

        assertThat(receiver.received()).isEmpty();
        assertThat(names.asked).containsExactly("rebinding.example");
    }

    /** A second look-up could answer otherwise than the one whose answer was examined. */
    @Test
    void aNameIsLookedUpOnceACall() {
        var names = new Rebinding(List.of(List.of(InetAddress.getLoopbackAddress()), List.of()));

        assertThat(receivers(names, true).call(request(), PROJECT).isSuccess()).isTrue();

        assertThat(names.asked).containsExactly("rebinding.example");
        assertThat(receiver.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (Receiver inside = Receiver.start()) {
            receiver.redirectTo(inside.url("/internal"));
            receiver.answer(status, Map.of("Location", inside.url("/internal")), "");

            assertThat(TestReceivers.local()
                            .call(ReceiverRequest.json("POST", receiver.url("/hook"), "{}"), PROJECT)
                            .status())
                    .isEqualTo(status);

            assertThat(inside.received()).isEmpty();
        }
    }

    private ReceiverRequest request() {
        return ReceiverRequest.json("POST", "http://rebinding.example:" + port() + "/hook", "{}");
    }

    private int port() {
        return URI.create(receiver.url("/")).getPort();
    }

    private static Receivers receivers(DnsResolver names, boolean allowPrivate) {
        return TestReceivers.of(new ReceiverConnections(
                new ReceiverSettings(Duration.ofSeconds(5), allowPrivate), names, FreshTls.ofThisJvm()));
    }

    /** A name server that gives another answer each time; after the last one it knows no such name. */
    private static final class Rebinding implements DnsResolver {

        private final List<List<InetAddress>> answers;
        private final List<String> asked = new ArrayList<>();

        Rebinding(List<List<InetAddress>> answers) {
            this.answers = new ArrayList<>(answers);
        }

        @Override
        public synchronized InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            if (answers.isEmpty() || answers.get(0).isEmpty()) {
                throw new UnknownHostException(host);
            }
            return answers.remove(0).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
