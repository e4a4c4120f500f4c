package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;

/**
 * The cost of mixing on n = B N queries; letters as in {@code adamixer} and {@code lors}.
 *
 * <pre>
 * kernels     n d G (C² + P O)                     AdaMixer: each stage's; LORS: the shared ones
 * LORSA       n d 2 G K k²                         the cores E
 *             n G K k (k C + C C + k P + O P)      A E B, taken as E B for each of K, then one product
 * application n G (P C C + O P C)                  x M and S x
 * projection  n d O d                              AdaMixer: each stage's; LORS: W_shared
 * LORST       n (d O ρ + ρ d)                      B A, never formed
 * </pre>
 */
record MixingCost(Tally tally, DecoderConfig config, long n) {
  /** One stage's, AdaMixer's or LORS's. */
  void stage(int stage) {
    application(stage);
    config.lors().ifPresentOrElse(l -> lors(l, stage), () -> adamixer(stage));
  }

  /** The parameters that all stages of LORS share. */
  void shared() {
    tally.at(Part.MIXING_SHARED, Tally.NO_STAGE);
    long kernels = kernels();
    tally.parameters(d() * kernels + kernels + d() * o() * d());
  }

  private void application(int stage) {
    tally.at(Part.MIXING_APPLICATION, stage);
    long points = n * g() * p() * c();
    long mixed = n * g() * o() * c();
    tally.multiplyAdds(points * c() + mixed * p());
    tally.kept(3 * points + 2 * mixed + 4 * n * g());
  }

  private void adamixer(int stage) {
    tally.at(Part.MIXING_PRIVATE_ADAPTIVE, stage);
    tally.linear(n, d(), kernels());
    tally.kept(n * kernels());
    tally.at(Part.MIXING_PRIVATE_STATIC, stage);
    tally.linear(n, d() * o(), d());
    tally.layerNorm(n, d());
  }

  private void lors(LorsConfig lors, int stage) {
    long k = lors.kernelSizes().get(stage);
    long products = g() * lors.kernelGroups().get(stage);
    long rank = lors.mixOutProjRanks().get(stage);
    tally.at(Part.MIXING_SHARED, stage);
    tally.multiplyAdds(n * d() * kernels() + n * d() * o() * d());
    tally.at(Part.MIXING_PRIVATE_ADAPTIVE, stage);
    tally.linear(n, d(), 2 * products * k * k);
    tally.parameters(products * k * (2 * c() + o() + p()));
    tally.multiplyAdds(n * products * k * (k * c() + c() * c() + k * p() + o() * p()));
    tally.kept(2 * n * products * k * k); // E
    tally.kept(n * products * k * (2 * c() + o() + p())); // E B, and A for each query
    tally.kept(n * kernels()); // M and S
    tally.at(Part.MIXING_PRIVATE_STATIC, stage);
    tally.parameters(d() * o() * rank + rank * d() + d());
    tally.multiplyAdds(n * (d() * o() * rank + rank * d()));
    tally.kept(n * rank);
    tally.layerNorm(n, d());
  }

  /** G (C² + P O): the kernels of one query. */
  private long kernels() {
    return g() * (c() * c() + p() * o());
  }

  private long d() {
    return config.contentDim();
  }

  private long g() {
    return config.nGroups();
  }

  private long c() {
    return config.groupChannels();
  }

  private long p() {
    return config.inPoints();
  }

  private long o() {
    return config.outPoints();
  }
}
