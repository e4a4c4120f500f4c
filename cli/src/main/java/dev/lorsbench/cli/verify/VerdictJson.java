package dev.lorsbench.cli.verify;

import com.google.gson.GsonBuilder;
import java.util.List;

/** Verdicts as JSON; a deviation that is no finite number is left out. */
final class VerdictJson {
  private VerdictJson() {}

  private record Summary(List<Case> cases, long passed, long failed) {}

  private record Case(
      String name,
      String kind,
      boolean passed,
      double seconds,
      List<Group> deviations,
      List<String> failures) {}

  private record Group(String group, Double worst, double tolerance, String where) {}

  static String of(List<Verdict> verdicts) {
    long passed = verdicts.stream().filter(Verdict::passed).count();
    List<Case> cases = verdicts.stream().map(VerdictJson::of).toList();
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .create()
        .toJson(new Summary(cases, passed, verdicts.size() - passed));
  }

  private static Case of(Verdict v) {
    List<Group> groups = v.deviations().stream().map(VerdictJson::of).toList();
    return new Case(v.name(), v.kind(), v.passed(), v.seconds(), groups, v.failures());
  }

  private static Group of(Deviation d) {
    Double worst = Double.isFinite(d.worst()) ? d.worst() : null;
    return new Group(d.group(), worst, d.tolerance(), d.where());
  }
}
