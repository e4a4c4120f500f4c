package dev.lorsbench.orchestrator;

import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection to Temporal's frontend. */
public final class TemporalConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) {
    this.stubs = stubs;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @param target such as {@code 127.0.0.1:7233}
   * @throws OrchestratorException naming the target where nobody answers
   */
  public static TemporalConnection open(String target, String namespace) {
    WorkflowServiceStubs stubs = null;
    try {
      stubs =
          WorkflowServiceStubs.newConnectedServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(target).build(), CONNECT);
      return new TemporalConnection(
          stubs,
          WorkflowClient.newInstance(
              stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build()));
    } catch (RuntimeException e) {
      if (stubs != null) {
        stubs.shutdownNow();
      }
      throw new OrchestratorException(
          "Temporal at %s does not answer within %d s".formatted(target, CONNECT.toSeconds()), e);
    }
  }

  /** What starts, signals and cancels workflows, and what workers are made of. */
  public WorkflowClient client() {
    return client;
  }

  /** The server's version; empty for the SDK's in-process server. */
  public String serverVersion() {
    return stubs
        .blockingStub()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
  }

  @Override
  public void close() {
    stubs.shutdown();
    stubs.awaitTermination(5, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}
