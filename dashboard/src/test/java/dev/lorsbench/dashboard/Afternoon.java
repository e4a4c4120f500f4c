package dev.lorsbench.dashboard;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Failure;

/** A ledger that shows every state: a finished demo, and a sweep of ranks half-way through. */
final class Afternoon {
  static final String DEMO = "demo-3fa91c";
  static final String RANKS = "ranks-bccd-7be402";

  static final String CLASSES = "classes-c1fa10";

  private static final long LORS = 438_273;
  private static final long LORS_2 = 421_889;

  private Afternoon() {}

  /** A ledger of its own that shows it, with its dashboard. */
  static Ledger ledger() {
    Ledger ledger = new Ledger();
    write(ledger.seeds());
    return ledger;
  }

  static void write(Seeds s) {
    classes(s);
    demo(s);
    ranks(s);
  }

  private static void classes(Seeds s) {
    s.sweep(
        CLASSES,
        """
        name: classes
        task: classification
        trials:
          - {name: deit, model: deit-tiny}
          - {name: deit-lors, model: deit-tiny-lors}
        """);
    s.classify("deit", 5_362_762, 0.431);
    s.classify("deit-lors", 1_676_362, 0.425);
    s.end(CLASSES);
  }

  private static void demo(Seeds s) {
    s.sweep(
        DEMO,
        """
        name: demo
        baseline: adamixer
        train: {steps: 1300, batch: 8, size: 128, warmup_steps: 100, evaluate_every: 433}
        trials:
          - {name: adamixer, model: adamixer-tiny}
          - {name: lors, model: {preset: lors-tiny, kernel_sizes: [4, 4, 4]}}
          - name: lors-rank-2
            model: {preset: lors-tiny, kernel_sizes: [2, 2, 2], mix_out_proj_ranks: [2, 2, 2]}
        """);
    done(s, "adamixer", Seeds.ADAMIXER_TINY, 1300, 0.514, 214);
    done(s, "lors", LORS, 1300, 0.487, 198);
    done(s, "lors-rank-2", LORS_2, 1300, 0.452, 191);
    s.end(DEMO);
  }

  private static void ranks(Seeds s) {
    s.sweep(
        RANKS,
        """
        name: ranks-on-blood-cells-at-160-pixels-with-a-long-name
        parallelism: 2
        baseline: full
        train: {steps: 2600, batch: 4, size: 160, warmup_steps: 100, seed: 7}
        trials:
          - {name: full, model: adamixer-tiny}
          - {name: rank-16, model: {preset: lors-tiny, mix_out_proj_ranks: [16, 16, 16]}}
          - {name: rank-8, model: {preset: lors-tiny, mix_out_proj_ranks: [8, 8, 8]}}
          - {name: rank-4-with-cosine-schedule-and-wide-kernels, model: lors-tiny,
             train: {schedule: cosine}}
          - {name: rank-1, model: {preset: lors-tiny, mix_out_proj_ranks: [1, 1, 1]}}
          - {name: hot, model: lors-tiny, train: {learning_rate: 0.5}}
          - {name: stopped, model: lors-tiny, train: {learning_rate: 0.002}}
        """);
    done(s, "full", Seeds.ADAMIXER_TINY, 2600, 0.312, 371);
    done(s, "rank-16", 561_153, 2600, 0.318, 340);
    Attempt lost = s.begin("rank-8");
    s.train(lost, 487_425, 0, 433, 2600, 0.3, 5);
    Attempt again = s.begin("rank-8");
    s.train(again, 487_425, 433, 1480, 2600, 0.3, 6);
    s.train(s.begin("rank-4-with-cosine-schedule-and-wide-kernels"), LORS, 0, 610, 2600, 0.28, 7);
    Attempt hot = s.begin("hot");
    s.train(hot, LORS, 0, 120, 2600, 0.1, 8);
    s.trials().progress(hot, "training", 130, Double.NaN, 51, Double.NaN, Double.NaN);
    s.fail(hot, Failure.DIVERGED, "loss is NaN at step 130 (stage0_loss_iou is NaN)");
    Attempt stopped = s.begin("stopped");
    s.train(stopped, LORS, 0, 300, 2600, 0.1, 9);
    s.fail(stopped, Failure.CANCELLED, "cancelled");
  }

  private static void done(
      Seeds s, String name, long parameters, int steps, double ap, double seconds) {
    Attempt a = s.begin(name);
    s.train(a, parameters, 0, steps, steps, ap / 0.95, name.hashCode());
    s.succeed(a, steps, parameters, ap, seconds, 1_180 + seconds);
  }
}
