package dev.rollcall.platform.ingress;

import dev.rollcall.platform.process.WebProcess;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The addresses of this machine. A request from one of them proves nothing about the way from outside. */
@Component
@WebProcess
class OwnAddresses {

    private volatile Set<String> addresses = Set.of();

    boolean contain(String address) {
        return address.startsWith("127.") || addresses.contains(address);
    }

    /** Looks at the network interfaces, because addresses come and go. */
    void refresh() {
        try {
            addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    // Without the name of the interface: fe80::1%eth0.
                    .map(address -> address.replaceFirst("%.*", ""))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            // The system does not say, so the known addresses stay.
            return;
        }
    }
}
