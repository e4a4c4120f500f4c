package dev.lorsbench.orchestrator;

import dev.lorsbench.experiment.Innermost;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Why Temporal's frontend will not have a client, so that it is no use to wait. */
final class Refusal {
  private static final long PROBE_SECONDS = 5;

  private Refusal() {}

  /** The reason; empty where there is an answer, or may yet be one. */
  static Optional<String> of(WorkflowServiceStubs stubs) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return reason(e);
    }
  }

  private static Optional<String> reason(StatusRuntimeException e) {
    Status.Code code = e.getStatus().getCode();
    if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED) {
      return Optional.of(
          "%s; check LORS_TEMPORAL_API_KEY and the namespace"
              .formatted(e.getStatus().getDescription()));
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return Optional.of(
            "%s; check LORS_TEMPORAL_TLS_CA, and LORS_TEMPORAL_TLS_CERT and _KEY where it asks for a client certificate"
                .formatted(Innermost.line(t, "TLS failed")));
      }
    }
    return Optional.empty();
  }
}
