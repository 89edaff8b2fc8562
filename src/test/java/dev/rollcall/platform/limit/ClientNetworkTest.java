package dev.rollcall.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

    @Test
    void allAddressesOfAnIpv6NetworkAreOneClient() {
        assertThat(ClientNetwork.of("2001:db8:1:2:3:4:5:6")).isEqualTo("20010db800010002");
        assertThat(ClientNetwork.of("2001:db8:1:2::1")).isEqualTo("20010db800010002");
        assertThat(ClientNetwork.of("2001:db8:1:3::1")).isNotEqualTo("20010db800010002");
    }

    @Test
    void anIpv4AddressIsOneClient() {
        assertThat(ClientNetwork.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(ClientNetwork.of("192.0.2.2")).isNotEqualTo(ClientNetwork.of("192.0.2.1"));
    }
}
