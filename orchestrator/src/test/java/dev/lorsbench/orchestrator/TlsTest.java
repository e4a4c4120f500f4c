package dev.lorsbench.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.testing.TestAuthority;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import dev.lorsbench.orchestrator.testing.TlsFront;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal behind TLS that asks for a client's certificate, and behind an API key. */
class TlsTest {
  @TempDir static Path temp;
  private static TestAuthority ours;
  private static TestAuthority others;
  private static TemporalServer server;
  private static TlsFront front;

  @BeforeAll
  static void start() throws Exception {
    ours = TestAuthority.in(temp.resolve("ours"));
    ours.sign("server");
    ours.sign("client");
    others = TestAuthority.in(temp.resolve("others"));
    others.sign("client");
    server = TemporalServer.inMemory();
    front = TlsFront.of(server.target(), ours);
  }

  @AfterAll
  static void stop() throws Exception {
    front.close();
    server.close();
  }

  private static TemporalConfig config(TestAuthority trusted, TestAuthority identity) {
    Tls tls =
        Tls.of(
            true,
            trusted.file("ca.pem"),
            identity == null ? null : identity.file("client.pem"),
            identity == null ? null : identity.file("client.key"));
    return new TemporalConfig(front.target(), "default", tls, "");
  }

  @Test
  void aSweepRunsOverMutualTls() {
    TemporalConfig config =
        TemporalConfig.fromEnvironment(config(ours, ours).environment()); // as a child reads it
    try (Database database = TestLedger.fresh();
        Platform platform = new Platform(config, database)) {
      String sweep = platform.control().submit(TestSweeps.of(2, 2));
      assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    }
  }

  @Test
  void aClientWithoutOrWithAForeignCertificateIsRefusedWithWhatToDo() {
    assertRefused(config(ours, null));
    assertRefused(config(ours, others));
  }

  @Test
  void aServerOfAnotherAuthorityIsRefusedWithWhatToDo() {
    assertRefused(config(others, ours));
  }

  private static void assertRefused(TemporalConfig config) {
    assertThatThrownBy(() -> TemporalConnection.open(config))
        .isInstanceOf(OrchestratorException.class)
        .hasMessageStartingWith("Temporal at " + front.target() + " refuses: ")
        .hasMessageContaining("check LORS_TEMPORAL_TLS_CA, and LORS_TEMPORAL_TLS_CERT and _KEY")
        .hasMessageNotContaining("\n");
  }

  @Test
  void filesThatAreMissingOrNoKeysAreNamed() throws Exception {
    Tls none = Tls.of(false, temp.resolve("none.pem"), null, null);
    assertThatThrownBy(none::context)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("CA for Temporal cannot be read: " + temp.resolve("none.pem"));
    Path text = Files.writeString(temp.resolve("key.pem"), "no key");
    Tls bad = Tls.of(false, null, ours.file("client.pem"), text);
    assertThatThrownBy(bad::context)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Tls.of(true, null, ours.file("client.pem"), null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("goes with its key");
    assertThatThrownBy(() -> Tls.fromEnvironment(Map.of("LORS_TEMPORAL_TLS", "yes")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("LORS_TEMPORAL_TLS is \"yes\"");
  }

  @Test
  void anApiKeyIsSentOverTlsAndRefusedWhereItIsWrong() throws Exception {
    Server cloud =
        NettyServerBuilder.forPort(0)
            .useTransportSecurity(
                ours.file("server.pem").toFile(), ours.file("server.key").toFile())
            .addService(new SystemInfo())
            .intercept(new AsksForKey("Bearer right"))
            .build()
            .start();
    try {
      TemporalConfig right = keyed(cloud, "right");
      assertThat(right.toString()).doesNotContain("right");
      try (TemporalConnection connection = TemporalConnection.open(right)) {
        assertThat(connection.serverVersion()).isEqualTo("1.29");
      }
      assertThatThrownBy(() -> TemporalConnection.open(keyed(cloud, "wrong")))
          .isInstanceOf(OrchestratorException.class)
          .hasMessageContaining("refuses: no such key; check LORS_TEMPORAL_API_KEY")
          .hasMessageNotContaining("wrong");
    } finally {
      cloud.shutdownNow();
    }
    assertThatThrownBy(() -> new TemporalConfig("h:1", "default", Tls.OFF, "key"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("in the open");
  }

  private static TemporalConfig keyed(Server cloud, String key) {
    Tls tls = Tls.of(true, ours.file("ca.pem"), null, null);
    return new TemporalConfig("127.0.0.1:" + cloud.getPort(), "default", tls, key);
  }

  /** As much of a frontend as a connection asks for. */
  private static final class SystemInfo extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.newBuilder().setServerVersion("1.29").build());
      answer.onCompleted();
    }
  }

  /** Refuses calls without the right key, as Temporal's cloud does. */
  private record AsksForKey(String expected) implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      if (expected.equals(headers.get(AUTHORIZATION))) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED.withDescription("no such key"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
