/** How people sign in, and which page is open to whom. No other module imports this one. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        displayName = "Sign-in",
        allowedDependencies = {"platform", "account"})
package dev.rollcall.signin;
