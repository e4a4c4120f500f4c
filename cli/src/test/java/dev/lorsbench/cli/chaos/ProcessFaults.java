package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Services and what they started are killed, started again in order, and frozen. */
record ProcessFaults(Cluster cluster, Lengths lengths) {
  private static final String WORKER = "worker";
  private static final String POSTGRESQL = "postgresql";

  /** Of a service as a whole. */
  List<Fault> ofServices() {
    List<Fault> all = new ArrayList<>();
    for (String name : cluster.services()) {
      all.add(new Fault("kill -9: " + name, () -> cluster.service(name).kill()));
      all.add(new Fault("restart: " + name, () -> cluster.service(name).close()));
      all.add(new Fault("SIGSTOP: " + name, () -> freeze(stoppable(name), lengths.brief())));
    }
    return all;
  }

  /** SIGKILL for a process that trains. */
  Fault killedWorker() {
    return new Fault("kill -9: a worker process", () -> any(WORKER).destroyForcibly());
  }

  /** SIGKILL for one process of PostgreSQL, which then ends every connection. */
  Fault killedBackend() {
    return new Fault("kill -9: a PostgreSQL backend", () -> any(POSTGRESQL).destroyForcibly());
  }

  /** A process that trains stands still. */
  Fault frozenWorker() {
    return new Fault(
        "SIGSTOP: a worker process",
        () -> freeze(List.of(any(WORKER)), lengths.longEnoughToBeLost()));
  }

  /** One of the processes that a service started; waits until there is one. */
  private ProcessHandle any(String service) {
    List<ProcessHandle> children = cluster.service(service).children();
    while (children.isEmpty()) {
      cluster.keep();
      Lengths.pause(Duration.ofMillis(50));
      children = cluster.service(service).children();
    }
    return children.get(lengths.random().nextInt(children.size()));
  }

  /** The workers' supervisor alone; of any other service all that it is. */
  private List<ProcessHandle> stoppable(String name) {
    List<ProcessHandle> tree = cluster.service(name).tree();
    return name.equals(WORKER) ? tree.subList(0, 1) : tree;
  }

  private static void freeze(List<ProcessHandle> processes, Duration length)
      throws IOException, InterruptedException {
    for (ProcessHandle process : processes) {
      Service.signal(process, "STOP");
    }
    Lengths.pause(length);
    for (ProcessHandle process : processes) {
      Service.signal(process, "CONT");
    }
  }
}
