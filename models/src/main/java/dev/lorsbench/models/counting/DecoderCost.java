package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.DecoderConfig;

/**
 * A decoder's cost on n = B N queries; letters as in {@code adamixer}, F the FFN's width, K
 * classes.
 *
 * <pre>
 * attention  n (3 d² + d²) + 2 B N² d
 * sampling   n d 3 G P + 4 L n P d      offsets; four corners a level for each channel of a point
 * mixing     see MixingCost
 * FFN        2 n d F
 * heads      n d (2 d + K + 4)
 * </pre>
 */
record DecoderCost(Tally tally, DecoderConfig config, int classes, ImageBatch batch) {
  /** Elements of all levels from which sampling reads one table; as in {@code Pyramid}. */
  private static final long LARGE = 4L << 20;

  /** Cells of zeros that the table has around each level, both sides together. */
  private static final int BORDER = 3;

  void walk() {
    long n = (long) batch.images() * config.queries();
    queries();
    MixingCost mixing = new MixingCost(tally, config, n);
    if (config.lors().isPresent()) {
      mixing.shared();
    }
    for (int stage = 0; stage < config.numStages(); stage++) {
      attention(stage, n);
      sampling(stage, n);
      mixing.stage(stage);
      feedForward(stage, n);
      heads(stage, n);
    }
    // The levels, and their table where there is one, serve all stages.
    tally.at(Part.SAMPLING, Tally.NO_STAGE).kept(levelElements(0));
    tally.kept(table() ? levelElements(BORDER) : 0);
  }

  /** Contents are trained, boxes are not; the norm of the contents keeps its statistics. */
  private void queries() {
    tally.at(Part.QUERIES, Tally.NO_STAGE);
    tally.parameters((long) config.queries() * config.contentDim());
    tally.kept(2L * config.queries());
    tally.frozen(true);
    tally.parameters(4L * config.queries());
    tally.frozen(false);
  }

  private void attention(int stage, long n) {
    tally.at(Part.ATTENTION, stage);
    long d = config.contentDim();
    long pairs = n * config.queries();
    tally.linear(n, d, 3 * d);
    tally.linear(n, d, d);
    tally.multiplyAdds(2 * pairs * d);
    tally.parameters(config.numHeads());
    // Of a single image, keys and values are kept as they were made: together with the queries.
    tally.kept((batch.images() == 1 ? 6 : 5) * n * d + pairs * (config.numHeads() + 1));
    tally.layerNorm(n, d);
  }

  private void sampling(int stage, long n) {
    tally.at(Part.SAMPLING, stage);
    long d = config.contentDim();
    long points = n * config.nGroups() * config.inPoints();
    long levels = config.featmapStrides().size();
    long values = n * config.inPoints() * d;
    tally.linear(n, d, 3L * config.nGroups() * config.inPoints());
    tally.multiplyAdds(4 * levels * values);
    tally.kept(n * d + 2 * n + 2 * points * levels);
    if (table()) {
      // Places, corners, their shares, rows and bags: 22 numbers a point and level.
      tally.kept(points * levels * 22 + 2 * points + 3 * levels);
    } else {
      tally.kept(points * levels + levels * (2 + 2 * points + values));
    }
  }

  private void feedForward(int stage, long n) {
    tally.at(Part.FFN, stage);
    long d = config.contentDim();
    long hidden = config.feedforwardChannels();
    tally.linear(n, d, hidden);
    tally.linear(n, hidden, d);
    tally.kept(n * d + n * hidden);
    tally.layerNorm(n, d);
  }

  private void heads(int stage, long n) {
    tally.at(Part.HEADS, stage);
    long d = config.contentDim();
    for (long out : new long[] {classes, 4}) {
      tally.linear(n, d, d);
      tally.layerNorm(n, d);
      tally.linear(n, d, out);
      tally.kept(n * d);
    }
    tally.kept(n * d + 3 * n); // the branches' input, and the boxes' sizes
  }

  private boolean table() {
    return levelElements(0) >= LARGE;
  }

  /** B d (H + border) (W + border) over all levels. */
  private long levelElements(int border) {
    long cells = 0;
    for (int level = 0; level < config.featmapStrides().size(); level++) {
      Size size = NeckCost.size(batch, level);
      cells += new Size(size.height() + border, size.width() + border).cells();
    }
    return batch.images() * cells * config.contentDim();
  }
}
