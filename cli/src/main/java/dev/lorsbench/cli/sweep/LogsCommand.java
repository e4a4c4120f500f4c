package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints what happened to a run, and the losses it logged.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors logs 3f2a                  a run by the beginning of its id",
      "  lors logs demo/lors --follow    a run by sweep and name, until it ends",
      "  lors logs 3f2a --json"
    })
public final class LogsCommand implements Callable<Integer> {
  private static final int EVENTS = 500;
  private static final int POINTS = 2000;
  private static final long POLL_MILLIS = 500;

  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "RUN", description = "Trial id, the beginning of one, or SWEEP/NAME.")
  private String run;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until the run ends.")
  private boolean follow;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  private long lastEvent;
  private long lastStep;

  @Override
  public Integer call() throws InterruptedException {
    Interrupts.interruptThisThread();
    try (Database database = connect.database()) {
      String id = new Selector(database).trial(run).id();
      TrialStore trials = new TrialStore(database);
      while (true) {
        Trial trial = trials.find(id).orElseThrow();
        print(database, id);
        if (!follow || trial.state().ended()) {
          return 0;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private void print(Database database, String id) {
    List<EventStore.Event> events = new ArrayList<>(new EventStore(database).ofTrial(id, EVENTS));
    events.sort(Comparator.comparingLong(EventStore.Event::id));
    for (EventStore.Event e : events) {
      if (e.id() > lastEvent) {
        lastEvent = e.id();
        event(e);
      }
    }
    List<Metric> losses = new MetricStore(database).series(id, "loss", POINTS);
    if (!losses.isEmpty() && losses.get(losses.size() - 1).step() < lastStep) {
      lastStep = losses.get(losses.size() - 1).step();
    }
    for (Metric m : losses) {
      if (m.step() > lastStep) {
        lastStep = m.step();
        loss(m);
      }
    }
  }

  private void event(EventStore.Event e) {
    if (json) {
      System.out.println(
          line(new Json().put("at", e.at()).put("kind", e.kind()).put("message", e.message())));
    } else {
      System.out.println(e.at() + "  " + e.kind() + "  " + e.message());
    }
  }

  private void loss(Metric m) {
    if (json) {
      System.out.println(line(new Json().put("step", m.step()).put("loss", m.value())));
    } else {
      System.out.println("step " + m.step() + "  loss " + Format.number(m.value(), 4));
    }
  }

  private static String line(Json json) {
    return Json.text(json.map()).replaceAll("\\s*\\R\\s*", " ");
  }
}
