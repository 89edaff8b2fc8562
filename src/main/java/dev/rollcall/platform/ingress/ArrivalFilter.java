package dev.rollcall.platform.ingress;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.MachineRequests;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Recognizes requests from outside. A ping to any host counts. Another request counts only if it names the host of
 * SITE_ROOT, because a router that is itself cut off may keep asking each process for its health.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class ArrivalFilter implements Filter {

    private final Ingress ingress;
    private final OwnAddresses own;
    private final String host;

    ArrivalFilter(Ingress ingress, OwnAddresses own, Site site) {
        this.ingress = ingress;
        this.own = own;
        this.host = site.host();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (ingress.isArrivalOfUse() && request instanceof HttpServletRequest http && isFromOutside(http)) {
            ingress.arrived();
        }
        chain.doFilter(request, response);
    }

    private boolean isFromOutside(HttpServletRequest request) {
        String path = request.getRequestURI();
        return (path.startsWith("/ping/") || host.equalsIgnoreCase(request.getServerName()))
                && !MachineRequests.include(path)
                && !own.contain(request.getRemoteAddr());
    }
}
