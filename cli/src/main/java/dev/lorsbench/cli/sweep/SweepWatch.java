package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.LiveBlock;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows a sweep's progress until it ends, from the ledger alone. */
public final class SweepWatch {
  private static final long POLL_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SweepStore sweeps;
  private final String id;
  private final Terminal terminal;
  private final ProgressLines lines;
  private final LiveBlock block;
  private final Map<String, Trial> shown = new HashMap<>();

  /** A watch that draws on a terminal, or writes plain lines where it cannot redraw. */
  public SweepWatch(Database database, String sweepId, Terminal terminal) {
    this.sweeps = new SweepStore(database);
    this.id = sweepId;
    this.terminal = terminal;
    this.lines = new ProgressLines(terminal);
    this.block = new LiveBlock(terminal);
  }

  /**
   * Returns the sweep once it has ended.
   *
   * @throws CliException where the ledger stays away for ten minutes
   */
  public Sweep await() throws InterruptedException {
    long lastAnswer = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        Sweep sweep = sweeps.find(id).orElseThrow(() -> Selector.noSweep(id));
        show(sweeps.members(id));
        if (sweep.state().ended()) {
          return sweep;
        }
        lastAnswer = System.nanoTime();
        told = false;
      } catch (DatabaseException e) {
        if (System.nanoTime() - lastAnswer > PATIENCE.toNanos()) {
          throw new CliException("the ledger did not come back: " + e.getMessage(), e);
        }
        if (!told) {
          block.keep();
          terminal.line("the ledger does not answer (" + e.getMessage() + "); waiting for it");
          told = true;
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void show(List<Member> members) {
    if (terminal.live()) {
      block.draw(lines.block(members));
      return;
    }
    for (Member m : members) {
      if (ProgressLines.worthALine(shown.put(m.name(), m.trial()), m.trial())) {
        terminal.line(m.name() + ": " + lines.line(m.trial()));
      }
    }
  }
}
