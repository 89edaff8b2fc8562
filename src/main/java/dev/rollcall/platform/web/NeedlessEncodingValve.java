package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Decodes letters, digits and marks in a path that need no encoding: {@code /%70ing/...} means {@code /ping/...} (RFC
 * 3986, 6.2.2.2). Spring finds the route by the decoded path. Filters compare the path as it was sent, so a limit would
 * not hold for the other spelling. An encoded dot stays, because security refuses it.
 */
class NeedlessEncodingValve extends ValveBase {

    /** The unreserved characters, without the dot. */
    private static final Pattern NEEDLESS =
            Pattern.compile("%(2[Dd]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])");

    NeedlessEncodingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI();
        if (path != null && path.indexOf('%') >= 0) {
            request.getCoyoteRequest()
                    .requestURI()
                    .setString(NEEDLESS.matcher(path)
                            .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16))));
        }
        getNext().invoke(request, response);
    }
}
