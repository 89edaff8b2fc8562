package dev.rollcall.platform.body;

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
 * Gives the memory of a request back to the {@link BodyBudget}, and its slot to {@link BodySlots}, however the request
 * ends.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyFilter implements Filter {

    private final BodyBudget budget;
    private final BodySlots slots;

    BodyFilter(BodyBudget budget, BodySlots slots) {
        this.budget = budget;
        this.slots = slots;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            budget.giveBack((HttpServletRequest) request);
            slots.giveBack((HttpServletRequest) request);
        }
    }
}
