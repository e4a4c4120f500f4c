package dev.lorsbench.coco.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * COCO's evaluation written down directly, step by step and without any care for speed: what {@link
 * CocoEvaluator} must equal.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
final class Reference {
  record Truth(long id, long image, long category, double[] box, double area, boolean crowd) {}

  record Found(long image, long category, double[] box, double score) {
    double area() {
      return box[2] * box[3];
    }
  }

  /** One image, category and area range: detections by descending score, cut to the limit. */
  record Judged(List<Found> found, boolean[][] matched, boolean[][] ignored, int positives) {}

  private final TreeSet<Long> images;
  private final TreeSet<Long> categories;
  private final List<Truth> truths;
  private final List<Found> found;
  private final Settings settings;
  final List<Double> precision = new ArrayList<>();
  final List<Double> scores = new ArrayList<>();
  final List<Double> recall = new ArrayList<>();

  Reference(Case given, Settings settings) {
    this.settings = settings;
    images = new TreeSet<>(given.images());
    categories = new TreeSet<>(given.categories());
    if (settings.imageIds() != null) {
      images.retainAll(Arrays.stream(settings.imageIds()).boxed().toList());
    }
    if (settings.categoryIds() != null) {
      categories.retainAll(Arrays.stream(settings.categoryIds()).boxed().toList());
    }
    truths = byId(given.truths());
    found = given.found();
    fill();
  }

  /** Images in order; an id that occurs again stands for its last annotation every time. */
  private List<Truth> byId(List<Truth> all) {
    Map<Long, Truth> last = new HashMap<>();
    all.forEach(truth -> last.put(truth.id(), truth));
    List<Truth> walked = new ArrayList<>();
    for (long image : images) {
      for (Truth truth : all) {
        boolean wanted = !settings.useCategories() || categories.contains(truth.category());
        if (truth.image() == image && wanted) {
          walked.add(last.get(truth.id()));
        }
      }
    }
    return walked;
  }

  private void fill() {
    List<List<Long>> groups = new ArrayList<>();
    if (settings.useCategories()) {
      categories.forEach(category -> groups.add(List.of(category)));
    } else {
      groups.add(
          settings.categoryIds() == null
              ? List.copyOf(categories)
              : Arrays.stream(settings.categoryIds()).boxed().toList());
    }
    int cells = groups.size() * settings.areaRanges().size() * settings.maxDetections().length;
    double[][] p = new double[settings.iouThresholds().length * recalls()][cells];
    double[][] s = new double[settings.iouThresholds().length * recalls()][cells];
    double[][] r = new double[settings.iouThresholds().length][cells];
    for (double[][] table : List.of(p, s, r)) {
      Arrays.stream(table).forEach(row -> Arrays.fill(row, -1));
    }
    int cell = 0;
    for (List<Long> group : groups) {
      for (AreaRange area : settings.areaRanges()) {
        List<Judged> judged = judge(group, area);
        for (int limit : settings.maxDetections()) {
          accumulate(judged, limit, cell++, p, s, r);
        }
      }
    }
    flatten(p, precision);
    flatten(s, scores);
    flatten(r, recall);
  }

  private int recalls() {
    return settings.recallThresholds().length;
  }

  private static void flatten(double[][] table, List<Double> into) {
    Arrays.stream(table).forEach(row -> Arrays.stream(row).forEach(into::add));
  }

  private List<Judged> judge(List<Long> group, AreaRange area) {
    List<Judged> all = new ArrayList<>();
    for (long image : images) {
      List<Truth> t = new ArrayList<>();
      List<Found> d = new ArrayList<>();
      for (long category : group) {
        truths.stream().filter(x -> x.image() == image && x.category() == category).forEach(t::add);
        found.stream().filter(x -> x.image() == image && x.category() == category).forEach(d::add);
      }
      all.add(judge(t, d, area));
    }
    return all;
  }

  private Judged judge(List<Truth> truth, List<Found> all, AreaRange area) {
    List<Truth> t = new ArrayList<>(truth);
    t.sort(Comparator.comparing(x -> skipped(x, area)));
    List<Found> d = new ArrayList<>(all);
    d.sort((a, b) -> downwards(a.score(), b.score()));
    int limit = settings.maxDetections()[settings.maxDetections().length - 1];
    d = d.subList(0, Math.min(limit, d.size()));
    int thresholds = settings.iouThresholds().length;
    boolean[][] matched = new boolean[thresholds][d.size()];
    boolean[][] ignored = new boolean[thresholds][d.size()];
    for (int k = 0; k < thresholds; k++) {
      boolean[] taken = new boolean[t.size()];
      for (int i = 0; i < d.size(); i++) {
        int best = best(d.get(i), t, taken, settings.iouThresholds()[k], area);
        if (best >= 0) {
          taken[best] = true;
          ignored[k][i] = skipped(t.get(best), area);
          matched[k][i] = t.get(best).id() != 0;
        }
        ignored[k][i] |= !matched[k][i] && area.excludes(d.get(i).area());
      }
    }
    int positives = (int) t.stream().filter(x -> !skipped(x, area)).count();
    return new Judged(d, matched, ignored, positives);
  }

  /** 0 and -0 are equal, as in numpy. */
  private static int downwards(double a, double b) {
    return Double.compare(b + 0.0, a + 0.0);
  }

  private static boolean skipped(Truth truth, AreaRange area) {
    return truth.crowd() || truth.area() < area.least() || truth.area() > area.most();
  }

  private static int best(Found d, List<Truth> t, boolean[] taken, double iou, AreaRange area) {
    double reach = Math.min(iou, 1 - 1e-10);
    int best = -1;
    for (int g = 0; g < t.size(); g++) {
      if (taken[g] && !t.get(g).crowd()) {
        continue;
      }
      if (best >= 0 && !skipped(t.get(best), area) && skipped(t.get(g), area)) {
        break;
      }
      if (iou(d.box(), t.get(g)) < reach) {
        continue;
      }
      reach = iou(d.box(), t.get(g));
      best = g;
    }
    return best;
  }

  private static double iou(double[] d, Truth truth) {
    double[] g = truth.box();
    double w = Math.min(d[2] + d[0], g[2] + g[0]) - Math.max(d[0], g[0]);
    double h = Math.min(d[3] + d[1], g[3] + g[1]) - Math.max(d[1], g[1]);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    double common = w * h;
    return common / (truth.crowd() ? d[2] * d[3] : d[2] * d[3] + g[2] * g[3] - common);
  }

  private record Scored(double score, boolean matched, boolean ignored) {}

  private void accumulate(
      List<Judged> judged, int limit, int cell, double[][] p, double[][] s, double[][] r) {
    int positives = judged.stream().mapToInt(Judged::positives).sum();
    if (positives == 0) {
      return;
    }
    for (int k = 0; k < settings.iouThresholds().length; k++) {
      List<Scored> all = new ArrayList<>();
      for (Judged image : judged) {
        for (int i = 0; i < Math.min(limit, image.found().size()); i++) {
          double score = image.found().get(i).score();
          all.add(new Scored(score, image.matched()[k][i], image.ignored()[k][i]));
        }
      }
      all.sort((a, b) -> downwards(a.score(), b.score()));
      curve(all, positives, k, cell, p, s, r);
    }
  }

  private void curve(
      List<Scored> all, int positives, int k, int cell, double[][] p, double[][] s, double[][] r) {
    double[] pr = new double[all.size()];
    double[] rc = new double[all.size()];
    double tp = 0;
    double fp = 0;
    for (int i = 0; i < all.size(); i++) {
      tp += all.get(i).matched() && !all.get(i).ignored() ? 1 : 0;
      fp += !all.get(i).matched() && !all.get(i).ignored() ? 1 : 0;
      rc[i] = tp / positives;
      pr[i] = tp / (fp + tp + 0x1p-52);
    }
    for (int i = all.size() - 1; i > 0; i--) {
      pr[i - 1] = Math.max(pr[i - 1], pr[i]);
    }
    r[k][cell] = all.isEmpty() ? 0 : rc[all.size() - 1];
    for (int j = 0; j < recalls(); j++) {
      int at = 0;
      while (at < all.size() && rc[at] < settings.recallThresholds()[j]) {
        at++;
      }
      if (at == all.size()) {
        // The index error that pycocotools passes over; the recalls that follow stay 0.
        Arrays.stream(p, k * recalls() + j, (k + 1) * recalls()).forEach(row -> row[cell] = 0);
        Arrays.stream(s, k * recalls() + j, (k + 1) * recalls()).forEach(row -> row[cell] = 0);
        return;
      }
      p[k * recalls() + j][cell] = pr[at];
      s[k * recalls() + j][cell] = all.get(at).score();
    }
  }

  /** A small problem. */
  record Case(List<Long> images, List<Long> categories, List<Truth> truths, List<Found> found) {}
}
