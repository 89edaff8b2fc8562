package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Reads {@code //api/...} as {@code /api/...}: clients create such paths from a base URL that ends with a slash. Tomcat
 * already finds the servlet by such a path. From here on, security and routes see only single slashes. An encoded slash
 * is still refused.
 */
class RepeatedSlashesValve extends ValveBase {

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    RepeatedSlashesValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI();
        if (path != null && path.contains("//")) {
            request.getCoyoteRequest()
                    .requestURI()
                    .setString(SLASHES.matcher(path).replaceAll("/"));
        }
        getNext().invoke(request, response);
    }
}
