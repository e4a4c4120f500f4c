package dev.lorsbench.cli.model;

import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.models.counting.Cost;
import dev.lorsbench.models.counting.ParameterCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as lines for people. */
record ParameterTable(ParameterReport report, Terminal terminal) {
  static final String LEGEND =
      "GFLOPs are of one image, a multiply-add being two; kept: for the backward pass";

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s, %d classes), costs for %d x %d pixels (height x width), batch %d"
            .formatted(
                report.name(),
                report.family(),
                report.classes(),
                report.batch().height(),
                report.batch().width(),
                report.batch().images()));
    lines.addAll(table().lines(terminal));
    lines.add(saving("against " + ParameterReport.PRESET, report.preset()));
    lines.add(saving("against AdaMixer of this geometry", report.matched()));
    lines.add(memory(report.cost().total()));
    lines.add(LEGEND);
    lines.addAll(report.remarks());
    return lines;
  }

  private Table table() {
    Table table =
        new Table(
            "part", ">parameters", ">trainable", ">frozen", ">decoder", ">GFLOPs", ">kept MiB");
    report.cost().byPart().forEach((part, c) -> row(table, part.label(), c, part.inDecoder()));
    row(table, "decoder", report.cost().decoder(), true);
    report
        .cost()
        .byStage()
        .forEach((s, c) -> row(table, s < 0 ? "  shared by stages" : "  stage " + s, c, true));
    row(table, "whole detector", report.cost().total(), false);
    return table;
  }

  private void row(Table table, String label, Cost cost, boolean inDecoder) {
    double share = 100.0 * cost.parameters() / report.decoder().total();
    table.row(
        label,
        number("%,d", cost.parameters()),
        number("%,d", cost.trainable()),
        number("%,d", cost.frozen()),
        inDecoder ? number("%.1f %%", share) : "",
        number("%.3f", report.gflops(cost)),
        number("%.1f", mib(cost.kept())));
  }

  private String saving(String against, ParameterCount other) {
    return "decoder saving %s (%s): %s"
        .formatted(
            against,
            number("%,d", other.total()),
            number("%.2f %%", report.decoder().savingPercent(other)));
  }

  /** A training step's. */
  static String memory(Cost total) {
    return number(
        "training memory: weights %.1f + gradients %.1f + optimiser %.1f + kept %.1f MiB",
        mib(total.weightBytes()),
        mib(total.gradientBytes()),
        mib(total.optimiserBytes()),
        mib(total.kept()));
  }

  static double mib(long bytes) {
    return bytes / 1048576.0;
  }

  static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
