package dev.lorsbench.cli.service;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.Processors;
import dev.lorsbench.workers.process.Slots;
import dev.lorsbench.workers.process.Supervisor;
import dev.lorsbench.workers.process.WorkerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code lors worker --slots}: one process a device slot, replaced where it ends. */
record SlotProcesses(Slots slots, long heapMib, Path folder) {
  /** Keeps them running until asked to end, then lets each give its trial back. */
  int run(WorkerConfig config) {
    Interrupts.interruptThisThread();
    Path logs = folder.resolve("log");
    try (Supervisor supervisor = Supervisor.start(commands(config), logs, "slot", config.grace())) {
      System.err.printf(
          "lors: %d worker processes poll %s; logs in %s%n",
          supervisor.pids().size(), config.queue(), logs);
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException stop) {
      return Interrupts.terminated() ? 0 : Interrupts.code();
    }
  }

  private List<ChildCommand> commands(WorkerConfig config) {
    List<Map<String, String>> environments = slots.environments(config.environment());
    List<List<String>> wrappers = slots.wrappers(Processors.allowed());
    List<ChildCommand> commands = new ArrayList<>();
    for (int i = 0; i < slots.count(); i++) {
      commands.add(
          new ChildCommand(
              "dev.lorsbench.cli.Lors",
              List.of("worker"),
              environments.get(i),
              heapMib,
              wrappers.get(i)));
    }
    return commands;
  }
}
