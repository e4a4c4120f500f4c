package dev.lorsbench.cli.plan;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as lines for people. */
record PlanTable(Plan plan, Machine machine, int rows, Terminal terminal) {
  private static final double MIB = 1 << 20;

  List<String> lines() {
    List<String> lines = new ArrayList<>(table().lines(terminal));
    int left = plan.trials().size() - rows;
    if (left > 0) {
      lines.add("... and %,d more; --all lists them".formatted(left));
    }
    lines.add("");
    lines.add(count());
    lines.add(
        "time       %s of devices, %s with %d at once, training steps alone"
            .formatted(hours(plan.deviceHours()), hours(plan.wallHours()), plan.parallelism()));
    lines.add("estimated  " + plan.basis());
    lines.add("memory     %s MiB for the largest trial".formatted(number(plan.memoryMib())));
    lines.addAll(machine.lines(plan.diskBytes() / MIB));
    return lines;
  }

  private Table table() {
    Table table =
        new Table(
            "trial",
            "parameters",
            ">counted",
            ">saving",
            ">GFLOPs",
            ">steps",
            ">time",
            ">MiB",
            "note");
    plan.trials().stream().limit(rows).forEach(t -> row(table, t));
    return table;
  }

  private static void row(Table table, PlannedTrial t) {
    table.row(
        t.spec().name(),
        t.parameters().entrySet().stream()
            .map(p -> p.getKey().substring(p.getKey().lastIndexOf('.') + 1) + "=" + p.getValue())
            .collect(Collectors.joining(" ")),
        Format.count(t.cost().parameters()),
        Format.percent(t.savingPercent()),
        String.format(Locale.ROOT, "%.2f", t.cost().gflops()),
        Format.count((long) t.spec().train().steps()),
        Format.duration(t.seconds()),
        number(t.memoryMib()),
        note(t));
  }

  private static String note(PlannedTrial t) {
    List<String> notes = new ArrayList<>();
    if (t.baseline().equals(t.spec().name())) {
      notes.add("baseline");
    } else if (!t.equalBudget()) {
      notes.add("unequal budget");
    }
    t.known().ifPresent(s -> notes.add("in the ledger: " + s.name().toLowerCase(Locale.ROOT)));
    return String.join(", ", notes);
  }

  private String count() {
    String all = "trials     %,d".formatted(plan.trials().size());
    String later =
        plan.undrawn() == 0 ? "" : ", and %,d that follow from results".formatted(plan.undrawn());
    return all + later + ", %,d of them in the ledger already".formatted(plan.known());
  }

  private static String hours(double hours) {
    return hours < 1 ? Format.duration(3600 * hours) : String.format(Locale.ROOT, "%,.1f h", hours);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : "-";
  }
}
