package dev.lorsbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What data-parallel training on many GPUs would cost, simulated step by step: each device computes
 * its part of the batch at its own pace, gradients leave in buckets as the backward pass makes
 * them, and each bucket is summed over all devices. Prints the tables of {@code docs/scaling.md},
 * which names every assumption. Runs from its source alone; its arguments are files that {@code
 * lors params --json} wrote.
 */
public final class Scaling {
  // One device, and what it is joined by; sources in docs/scaling.md.
  private static final double DEVICE_FLOPS = 494.5e12 * 0.15;
  private static final double NVLINK = 450e9 * 0.8;
  private static final double INFINIBAND = 50e9 * 0.9;
  private static final double PCIE = 64e9 * 0.85;
  private static final double HOST_MEMORY = 300e9;
  private static final double NVLINK_LATENCY = 3e-6;
  private static final double INFINIBAND_LATENCY = 6e-6;
  private static final int DEVICES_A_HOST = 8;

  // The step.
  private static final double BUCKET = 25 << 20;
  private static final int IMAGES = 2;
  private static final double SPREAD = 0.03;
  private static final double DECODE_SECONDS = 0.020;
  private static final int STEPS = 2_000;

  /** A model: gradients of float32 and operations of a forward pass of one image. */
  private record Model(String name, long trainable, double gflops) {
    double bytes() {
      return 4.0 * trainable;
    }

    /** A backward pass costs about two forward passes. */
    double seconds() {
      return 3 * gflops * 1e9 * IMAGES / DEVICE_FLOPS;
    }
  }

  /** How gradients are summed over all devices. */
  private enum Sum {
    COLLECTIVES,
    HOST_MEMORY;

    double seconds(double bytes, int devices) {
      return this == COLLECTIVES ? collective(bytes, devices) : hostMemory(bytes, devices);
    }

    /** Bytes that leave each device. */
    double sent(double bytes, int devices) {
      return this == COLLECTIVES ? 2.0 * (devices - 1) / devices * bytes : bytes;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private Scaling() {}

  /** Prints the tables. */
  public static void main(String[] files) throws IOException {
    if (files.length == 0) {
      System.err.println("usage: Scaling PARAMS.json...; each from lors params MODEL --json");
      System.exit(2);
    }
    for (String file : files) {
      Model model = read(Path.of(file));
      print(model);
    }
  }

  private static Model read(Path file) throws IOException {
    String json = Files.readString(file);
    return new Model(
        find(json, "\"model\"\\s*:\\s*\"([^\"]+)\"", file),
        Long.parseLong(find(json, "\"trainable_parameters\"\\s*:\\s*(\\d+)", file)),
        Double.parseDouble(find(json, "\"gflops\"\\s*:\\s*([0-9.]+)", file)));
  }

  private static String find(String json, String pattern, Path file) throws IOException {
    Matcher m = Pattern.compile(pattern).matcher(json);
    if (!m.find()) {
      throw new IOException(file + " has nothing like " + pattern);
    }
    return m.group(1);
  }

  private static void print(Model model) {
    line("");
    line("### %s", model.name());
    line("");
    line(
        "%.1f MB of gradients, %.0f GFLOPs forward an image, %.1f ms of computing a step.",
        model.bytes() / 1e6, model.gflops(), 1e3 * model.seconds());
    line("");
    line("| devices | sums by | sent a device, MB | sums, ms | step, ms | efficiency | images/s |");
    line("|---:|---|---:|---:|---:|---:|---:|");
    for (int devices : List.of(1, 8, 64)) {
      row(model, devices, Sum.COLLECTIVES);
      if (devices == DEVICES_A_HOST) {
        row(model, devices, Sum.HOST_MEMORY);
      }
    }
    line("");
    double speed = IMAGES / model.seconds();
    line(
        "Decoding: %.0f images/s a device; %.1f cores a device, %.0f of a host of %d.",
        speed, speed * DECODE_SECONDS, speed * DECODE_SECONDS * DEVICES_A_HOST, DEVICES_A_HOST);
  }

  private static void row(Model model, int devices, Sum sum) {
    double step = step(model, devices, sum);
    double alone = devices == 1 ? step : step(model, 1, sum);
    double sums = devices == 1 ? 0 : buckets(model) * sum.seconds(bucket(model), devices);
    double sent = devices == 1 ? 0 : sum.sent(model.bytes(), devices);
    line(
        "| %d | %s | %.0f | %.2f | %.1f | %.1f %% | %.0f |",
        devices,
        devices == 1 ? "" : sum,
        sent / 1e6,
        1e3 * sums,
        1e3 * step,
        100 * alone / step,
        devices * IMAGES / step);
  }

  private static int buckets(Model model) {
    return (int) Math.ceil(model.bytes() / BUCKET);
  }

  private static double bucket(Model model) {
    return model.bytes() / buckets(model);
  }

  /** Mean seconds of a step; the seed is fixed, so that the page can be printed again. */
  private static double step(Model model, int devices, Sum sum) {
    Random random = new Random(92);
    double total = 0;
    for (int i = 0; i < STEPS; i++) {
      double[] paces = new double[devices];
      Arrays.setAll(paces, d -> Math.exp(SPREAD * random.nextGaussian()));
      // A sum waits for the last device.
      double computing = model.seconds() * Arrays.stream(paces).max().orElseThrow();
      total += devices == 1 ? computing : finished(model, devices, sum, computing);
    }
    return total / STEPS;
  }

  /** When the last bucket is summed: each leaves when it is whole and the one before is done. */
  private static double finished(Model model, int devices, Sum sum, double computing) {
    int buckets = buckets(model);
    double forward = computing / 3;
    double done = 0;
    for (int b = 1; b <= buckets; b++) {
      double whole = forward + (computing - forward) * b / buckets;
      done = Math.max(done, whole) + sum.seconds(bucket(model), devices);
    }
    return done;
  }

  /** Rings: one in each host, and between hosts one ring a device on its share of the bytes. */
  private static double collective(double bytes, int devices) {
    int inHost = Math.min(devices, DEVICES_A_HOST);
    int hosts = devices / inHost;
    return ring(bytes, inHost, NVLINK, NVLINK_LATENCY)
        + ring(bytes / inHost, hosts, INFINIBAND, INFINIBAND_LATENCY);
  }

  private static double ring(double bytes, int members, double bandwidth, double latency) {
    int passes = 2 * (members - 1);
    return passes * (bytes / members / bandwidth + latency);
  }

  /** Every device copies out, the host adds them up, every device copies in. */
  private static double hostMemory(double bytes, int devices) {
    double traffic = (devices + 1) * bytes + devices * bytes;
    return 2 * bytes / PCIE + traffic / HOST_MEMORY;
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
