# Build: code and declared dependencies become one jar. Needs no configuration, and none is read.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY docs docs
# The commit, which a build context without .git cannot tell by itself.
ARG SOURCE_VERSION=unknown
RUN SOURCE_VERSION=$SOURCE_VERSION ./mvnw -B -q package -Dmaven.test.skip=true

# Run: the jar and a Java runtime, as a user without rights.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home rollcall
WORKDIR /app
COPY --from=build /build/target/app.jar target/app.jar
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+UseCompactObjectHeaders"
# No EXPOSE, because the port is the platform's to choose (PORT); and CMD, not ENTRYPOINT, because some platforms
# pass a line of the Procfile as arguments.
CMD ["java", "-jar", "target/app.jar"]
