package kit.probe.state;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kit.http.Answer;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.service.Service;
import kit.service.Text;
import kit.service.WebProcess;

/** Sessions of browsers. */
public final class SessionProbe implements Probe {

    @Override
    public String name() {
        return "processes.no-affinity";
    }

    @Override
    public Factor factor() {
        return Factor.PROCESSES;
    }

    @Override
    public String demand() {
        return "A session that one web process began is known to another; no router has to be sticky.";
    }

    @Override
    public Finding examine(Service service) throws IOException, InterruptedException {
        String path = service.application().path();
        WebProcess first = service.web();
        WebProcess second = service.secondWeb();
        List<String> cookies = first.ask(path).map(SessionProbe::cookies).orElse(List.of());
        if (cookies.isEmpty()) {
            return Finding.notApplicable("GET " + path + " sets no cookie");
        }
        String header = "Cookie: " + String.join("; ", cookies);
        Set<String> renewed =
                names(first.ask(path, header).map(SessionProbe::cookies).orElse(List.of()));
        Set<String> unknown =
                names(second.ask(path, header).map(SessionProbe::cookies).orElse(List.of()));
        unknown.removeAll(renewed);
        Set<String> names = names(cookies);
        if (!unknown.isEmpty()) {
            return Finding.doesNotHold("the first copy knows its cookie " + Text.some(unknown)
                    + ", the second one replaces it: the session is in the memory or on the disk of the first");
        }
        names.removeAll(renewed);
        return names.isEmpty()
                ? Finding.notSeen("every answer sets " + Text.some(renewed) + " again")
                : Finding.holds("the second copy accepts the cookie " + Text.some(names) + " of the first");
    }

    /** Name and value of each. */
    private static List<String> cookies(Answer answer) {
        return answer.header("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .toList();
    }

    private static Set<String> names(List<String> cookies) {
        return cookies.stream().map(cookie -> cookie.split("=", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
    }
}
