package dev.lorsbench.orchestrator;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
   * Connects; waits a while for a server that is about to start.
   *
   * @throws OrchestratorException naming the target where nobody answers, or who is refused there
   * @throws dev.lorsbench.experiment.ConfigException naming a TLS file that cannot be used
   */
  public static TemporalConnection open(TemporalConfig config) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options(config));
    try {
      Refusal.of(stubs)
          .ifPresent(
              reason -> {
                throw new OrchestratorException(
                    "Temporal at %s refuses: %s".formatted(config.target(), reason));
              });
      stubs.connect(CONNECT);
      return new TemporalConnection(
          stubs,
          WorkflowClient.newInstance(
              stubs, WorkflowClientOptions.newBuilder().setNamespace(config.namespace()).build()));
    } catch (OrchestratorException e) {
      stubs.shutdownNow();
      throw e;
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw new OrchestratorException(
          "Temporal at %s does not answer within %d s%s"
              .formatted(
                  config.target(), CONNECT.toSeconds(), config.tls().on() ? " over TLS" : ""),
          e);
    }
  }

  private static WorkflowServiceStubsOptions options(TemporalConfig config) {
    WorkflowServiceStubsOptions.Builder builder =
        WorkflowServiceStubsOptions.newBuilder().setTarget(config.target());
    if (config.tls().on()) {
      builder.setSslContext(config.tls().context());
    }
    if (!config.apiKey().isEmpty()) {
      builder.addApiKey(config::apiKey);
    }
    return builder.build();
  }

  /** What starts, signals and cancels workflows, and what workers are made of. */
  public WorkflowClient client() {
    return client;
  }

  /** Who asked that queue for workflow tasks lately, each as {@code pid@host}. */
  public List<String> pollers(String queue, Duration lately) {
    Instant since = Instant.now().minus(lately);
    return stubs
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList()
        .stream()
        .filter(p -> Instant.ofEpochSecond(p.getLastAccessTime().getSeconds()).isAfter(since))
        .map(PollerInfo::getIdentity)
        .toList();
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
