package dev.lorsbench.workers.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a number of child processes running: one that ended is started again, at once the first
 * time and then after a pause that doubles up to a bound, until it has lived for a while.
 */
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LIVED = Duration.ofSeconds(60);

  private final List<Child> children = new ArrayList<>();
  private final Duration orderlyEnd;

  private Supervisor(Duration orderlyEnd) {
    this.orderlyEnd = orderlyEnd;
  }

  /**
   * Starts children and watches them.
   *
   * @param name what the log files are called: {@code NAME-1.log}, ...
   * @throws UncheckedIOException naming the log folder where it cannot be written
   */
  public static Supervisor start(ChildCommand command, int count, Path logs, String name) {
    return start(Collections.nCopies(count, command), logs, name, WorkerConfig.GRACEFUL);
  }

  /**
   * Starts one child a command and watches them.
   *
   * @param name what the log files are called: {@code NAME-1.log}, ...
   * @param grace how long a child that is asked to end may take
   * @throws UncheckedIOException naming the log folder where it cannot be written
   */
  public static Supervisor start(
      List<ChildCommand> commands, Path logs, String name, Duration grace) {
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + logs + ": " + e.getMessage(), e);
    }
    // Children bound their own ends by the grace; the rest is for leaving the ledger and Temporal.
    Supervisor supervisor = new Supervisor(grace.plusSeconds(5));
    for (int i = 1; i <= commands.size(); i++) {
      Child child =
          supervisor.new Child(commands.get(i - 1), logs.resolve(name + "-" + i + ".log"));
      supervisor.children.add(child);
      child.start();
    }
    return supervisor;
  }

  /** Process ids of the children that run now. */
  public List<Long> pids() {
    return children.stream().flatMap(c -> c.pid().stream()).toList();
  }

  /** How often a child was started again. */
  public int restarts() {
    return children.stream().mapToInt(c -> Math.max(0, c.starts - 1)).sum();
  }

  /** Asks all children to end in order, and ends those that do not. */
  @Override
  public void close() {
    children.forEach(Child::askToStop);
    children.forEach(Child::end);
  }

  private final class Child extends Thread {
    private final ChildCommand command;
    private final Path log;
    private volatile Process process;
    private volatile boolean stopping;
    private volatile int starts;

    Child(ChildCommand command, Path log) {
      super("supervise-" + log.getFileName());
      setDaemon(true);
      this.command = command;
      this.log = log;
    }

    @Override
    public void run() {
      Duration pause = Duration.ZERO;
      try {
        while (!stopping) {
          long began = System.nanoTime();
          int code = runOnce();
          if (stopping) {
            return;
          }
          boolean lived = System.nanoTime() - began > LIVED.toNanos();
          pause = lived ? Duration.ZERO : pause;
          LOG.warn("{} ended with code {}; starting it again in {}", log, code, pause);
          pauseFor(pause);
          pause = pause.isZero() ? Duration.ofMillis(500) : pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    private int runOnce() throws InterruptedException {
      try {
        synchronized (this) {
          if (stopping) {
            return 0;
          }
          starts++;
          process = command.builder(log).start();
        }
        return process.waitFor();
      } catch (IOException e) {
        LOG.error("cannot start a worker: {}", e.getMessage());
        return -1;
      }
    }

    private synchronized void pauseFor(Duration pause) throws InterruptedException {
      long until = System.nanoTime() + pause.toNanos();
      long left = pause.toMillis();
      while (left > 0 && !stopping) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
    }

    Optional<Long> pid() {
      Process now = process;
      return now != null && now.isAlive() ? Optional.of(now.pid()) : Optional.empty();
    }

    synchronized void askToStop() {
      stopping = true;
      notifyAll();
      if (process != null && process.isAlive()) {
        try {
          OutputStream in = process.getOutputStream();
          in.write((ParentWatch.STOP + "\n").getBytes(StandardCharsets.UTF_8));
          in.flush();
        } catch (IOException endedMeanwhile) {
          return;
        }
      }
    }

    void end() {
      try {
        if (process != null && !process.waitFor(orderlyEnd.toSeconds(), TimeUnit.SECONDS)) {
          LOG.warn("{} did not end in {}; it is killed", log, orderlyEnd);
          process.destroyForcibly().waitFor();
        }
        join();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
