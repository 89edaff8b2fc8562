package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.SecurityFilterChain;

/** The first filter chain whose paths match a request decides. */
@RollcallTest
class FilterChainsTest {

    @Autowired
    private ConfigurableListableBeanFactory beans;

    /** Chains with the same order come in the order in which Spring finds their configurations. */
    @Test
    void noTwoFilterChainsHaveTheSameOrder() {
        List<Integer> orders = Stream.of(beans.getBeanNamesForType(SecurityFilterChain.class))
                .map(this::order)
                .toList();
        assertThat(orders).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }

    private int order(String bean) {
        Method method = ((RootBeanDefinition) beans.getMergedBeanDefinition(bean)).getResolvedFactoryMethod();
        return Objects.requireNonNull(
                        AnnotatedElementUtils.findMergedAnnotation(Objects.requireNonNull(method), Order.class), bean)
                .value();
    }
}
