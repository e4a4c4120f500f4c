# Two stages: Maven builds with the wrapper, the runtime image holds the jars and the launcher alone.
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -DskipTests package

FROM eclipse-temurin:17-jre-jammy
RUN useradd --create-home --uid 10001 lors && mkdir -p /opt/lorsbench/cli/target /data && chown lors /data
COPY --from=build /src/cli/target/lib /opt/lorsbench/cli/target/lib
COPY --from=build /src/lors /opt/lorsbench/lors
RUN ln -s /opt/lorsbench/lors /usr/local/bin/lors
USER lors
VOLUME /data
ENTRYPOINT ["lors"]
CMD ["--help"]
