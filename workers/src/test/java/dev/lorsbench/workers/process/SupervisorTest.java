package dev.lorsbench.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class SupervisorTest {
  @TempDir Path logs;

  @Test
  void aKilledChildIsStartedAgainAndAllEndWithTheSupervisor() throws Exception {
    ProcessHandle last;
    try (Supervisor supervisor = Supervisor.start(child("wait"), 2, logs, "worker")) {
      await(() -> ready(1) && ready(2));
      long killed = supervisor.pids().get(0);
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      await(() -> supervisor.pids().size() == 2 && !supervisor.pids().contains(killed));
      assertThat(supervisor.restarts()).isEqualTo(1);
      last = ProcessHandle.of(supervisor.pids().get(0)).orElseThrow();
      await(() -> text(1).split("ready ").length == 3);
    }
    assertThat(last.isAlive()).isFalse();
    assertThat(text(1) + text(2)).contains("stopped in order");
  }

  @Test
  void aChildWithoutParentEnds() throws Exception {
    Process process = child("wait").builder(logs.resolve("worker-1.log")).start();
    await(() -> ready(1));
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
  }

  @Test
  void aChildThatEndsAtOnceIsNotStartedInATightLoop() throws Exception {
    try (Supervisor supervisor = Supervisor.start(child("exit"), 1, logs, "worker")) {
      await(() -> supervisor.restarts() >= 2);
    }
    assertThat(text(1)).contains("ready");
  }

  private static ChildCommand child(String what) {
    return new ChildCommand(Entry.class.getName(), List.of(what), Map.of("SECRET", "s3"), 64);
  }

  private boolean ready(int i) {
    return text(i).contains("ready s3");
  }

  private String text(int i) {
    try {
      Path log = logs.resolve("worker-" + i + ".log");
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(50).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(until);
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** What the children run. */
  static final class Entry {
    private Entry() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch stop = new CountDownLatch(1);
      ParentWatch.start(System.in, stop::countDown, () -> Runtime.getRuntime().halt(3));
      System.out.println("ready " + System.getenv("SECRET"));
      if (args[0].equals("wait")) {
        stop.await();
        System.out.println("stopped in order");
      }
    }
  }
}
