package kit.probe.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.WebProcess;

/** IPv4 and IPv6. */
public final class BothFamiliesProbe implements Probe {

    @Override
    public String name() {
        return "port.ipv4-and-ipv6";
    }

    @Override
    public Factor factor() {
        return Factor.PORT_BINDING;
    }

    @Override
    public String demand() {
        return "The web process answers over IPv4 and over IPv6; some platforms route by IPv6 only.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        if (!hasIpv6()) {
            return Finding.notSeen("this machine has no IPv6");
        }
        WebProcess web = service.web();
        String path = service.application().path();
        boolean four = web.askAt("127.0.0.1", path).isPresent();
        boolean six = web.askAt("::1", path).isPresent();
        return Finding.of(four && six, "127.0.0.1 " + said(four) + ", ::1 " + said(six));
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String said(boolean answered) {
        return answered ? "answers" : "does not answer";
    }
}
