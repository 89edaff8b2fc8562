# Build: code and declared dependencies become one jar. Needs no configuration, and none is read.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY docs docs
# The history tells the commit and its time. Where the build context has none (a tarball), SOURCE_VERSION tells the
# commit. The pattern and pom.xml keep COPY from failing without .git.
COPY pom.xml .gi[t] history/
ARG SOURCE_VERSION=unknown
RUN if [ -f history/HEAD ]; then mv history .git; fi \
    && SOURCE_VERSION=$SOURCE_VERSION ./mvnw -B -q package -Dmaven.test.skip=true -Dgit.native=false
# The same jar with its libraries beside it, under the path that the Procfile names: a JVM caches no classes of jars
# inside a jar.
RUN java -Djarmode=tools -jar target/app.jar extract --destination image/target

# Run: the jar and a Java runtime, as a user without rights.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home rollcall
WORKDIR /app
COPY --from=build /build/image/target target
# A small heap, collected by one thread and given back when it is free, as is what malloc keeps: a process of this kind
# is scaled by its number. Of 512 MB the heap may have 300: the rest of a JVM takes 150 to 200 when it is warm.
ARG JVM="-XX:MaxRAMPercentage=58 -XX:+UseSerialGC -Xms80m -Xmn40m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 \
-XX:TrimNativeHeapInterval=5000 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
# Loading and linking classes is done here, once, by making the beans of web and worker; that needs no database. Done by
# the very runtime and with the flags that use it: the JVM leaves a cache aside that was made by another.
RUN DATABASE_URL=postgres://nobody@localhost/nothing java $JVM -XX:AOTCacheOutput=target/app.aot \
    -Xlog:aot*=error -Dspring.context.exit=onRefresh \
    -jar target/app.jar --process=web,worker
USER 10001
# What the JVM itself has to say goes to stderr: on stdout each line is an event.
ENV JAVA_TOOL_OPTIONS="$JVM -XX:AOTCache=/app/target/app.aot -Xlog:disable -Xlog:all=error:stderr \
-XX:+DisplayVMOutputToStderr"
# No EXPOSE, because the port is the platform's to choose (PORT); and CMD, not ENTRYPOINT, because some platforms
# pass a line of the Procfile as arguments.
CMD ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "target/app.jar"]
