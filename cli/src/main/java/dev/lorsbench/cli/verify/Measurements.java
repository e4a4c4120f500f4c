package dev.lorsbench.cli.verify;

import dev.lorsbench.cli.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the deviations of one case: the worst of each group, and what else failed. */
final class Measurements {
  /** Root mean square that float32 may be off without being counted. */
  private static final double FLOOR = 1e-6;

  private final Map<String, Deviation> worst = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** Records how far one result is. */
  void add(String group, double tolerance, String where, double deviation) {
    Deviation now = new Deviation(group, deviation, tolerance, where);
    worst.merge(group, now, (a, b) -> Double.compare(b.worst(), a.worst()) > 0 ? b : a);
  }

  /** Records a tensor: max(0, ||a - b|| - 1e-6 sqrt(n)) / ||b||, in the 2-norm over n elements. */
  void tensor(String group, double tolerance, String name, double[] actual, double[] golden) {
    if (actual.length != golden.length) {
      fail(name + " has " + actual.length + " elements, not " + golden.length);
    } else {
      add(group, tolerance, name, relative(actual, golden));
    }
  }

  /** Records a number relative to the golden one; one that is 0 is compared as it is. */
  void number(String group, double tolerance, String name, double actual, double golden) {
    add(group, tolerance, name, Math.abs(actual - golden) / (golden == 0 ? 1 : Math.abs(golden)));
  }

  /** Records the 2-norm of a tensor of n elements, with the floor that the tensor has. */
  void norm(String group, double tolerance, String name, double actual, double golden, long n) {
    double off = Math.max(0, Math.abs(actual - golden) - FLOOR * Math.sqrt(n));
    add(group, tolerance, name, divided(off, Math.abs(golden)));
  }

  /** Records how many of some exact values differ. */
  void exact(String group, String where, long differing) {
    add(group, 0, where, differing);
  }

  void fail(String oneLine) {
    failures.add(oneLine);
  }

  void fail(Throwable e) {
    failures.add(Failures.line(e));
  }

  boolean shapes(String name, long[] actual, long[] golden) {
    if (Arrays.equals(actual, golden)) {
      return true;
    }
    fail(name + " has shape " + Arrays.toString(actual) + ", not " + Arrays.toString(golden));
    return false;
  }

  List<Deviation> deviations() {
    return List.copyOf(worst.values());
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  static double relative(double[] a, double[] b) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      size += b[i] * b[i];
    }
    double off = Math.sqrt(difference) - FLOOR * Math.sqrt(b.length);
    return divided(off <= 0 ? 0 : off, Math.sqrt(size));
  }

  private static double divided(double off, double size) {
    return off == 0 ? 0 : off / size;
  }
}
