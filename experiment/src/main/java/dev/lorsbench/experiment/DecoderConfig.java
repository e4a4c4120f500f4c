package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The decoder's geometry, in the released code's words.
 *
 * @param numStages decoder stages
 * @param queries N, learned queries an image
 * @param contentDim d, channels of a query and of every feature level
 * @param numHeads heads of the self-attention; divides d
 * @param feedforwardChannels hidden width of the FFN
 * @param nGroups G, groups of sampling and mixing; divides d
 * @param inPoints P, sampled points a group
 * @param outPoints O, mixed points a group
 * @param featmapStrides strides of the feature levels, finest first
 * @param lors the low-rank parts; empty is the full-parameter AdaMixer
 */
public record DecoderConfig(
    int numStages,
    int queries,
    int contentDim,
    int numHeads,
    int feedforwardChannels,
    int nGroups,
    int inPoints,
    int outPoints,
    List<Integer> featmapStrides,
    Optional<LorsConfig> lors) {
  private static final String SIZES = "kernel_sizes";
  private static final String GROUPS = "kernel_groups";
  private static final String RANKS = "mix_out_proj_ranks";

  public DecoderConfig {
    Ranges.between("num_stages", numStages, 1, 64);
    Ranges.between("queries", queries, 1, 10_000);
    Ranges.between("content_dim", contentDim, 4, 4096);
    Ranges.between("num_heads", numHeads, 1, 256);
    Ranges.between("feedforward_channels", feedforwardChannels, 1, 65_536);
    Ranges.between("n_groups", nGroups, 1, 256);
    Ranges.between("in_points", inPoints, 1, 4096);
    Ranges.between("out_points", outPoints, 1, 4096);
    Ranges.divides("num_heads", numHeads, "content_dim", contentDim);
    Ranges.divides("n_groups", nGroups, "content_dim", contentDim);
    Ranges.divides("8 (sine and cosine of four coordinates)", 8, "content_dim", contentDim);
    featmapStrides = List.copyOf(featmapStrides);
    Ranges.between("featmap_strides entries", featmapStrides.size(), 1, 8);
    featmapStrides.forEach(s -> Ranges.between("featmap_strides", s, 1, 1024));
    lors.ifPresent(l -> l.requireStages(numStages));
  }

  /** C, the channels of one group. */
  public int groupChannels() {
    return contentDim / nGroups;
  }

  /**
   * What is allowed and yet wasteful, in a line each: ranks that no matrix of its size can have.
   */
  public List<String> remarks() {
    return lors.map(l -> l.beyond(this)).orElse(List.of());
  }

  /** The decoder of the same geometry without low-rank parts. */
  public DecoderConfig withoutLors() {
    return new DecoderConfig(
        numStages,
        queries,
        contentDim,
        numHeads,
        feedforwardChannels,
        nGroups,
        inPoints,
        outPoints,
        featmapStrides,
        Optional.empty());
  }

  static DecoderConfig read(Section s, DecoderConfig base) {
    return s.build(
        () ->
            new DecoderConfig(
                s.integer("num_stages", base.numStages),
                s.integer("queries", base.queries),
                s.integer("content_dim", base.contentDim),
                s.integer("num_heads", base.numHeads),
                s.integer("feedforward_channels", base.feedforwardChannels),
                s.integer("n_groups", base.nGroups),
                s.integer("in_points", base.inPoints),
                s.integer("out_points", base.outPoints),
                s.integers("featmap_strides", base.featmapStrides),
                readLors(s, base.lors)));
  }

  private static Optional<LorsConfig> readLors(Section s, Optional<LorsConfig> base) {
    List<Integer> sizes = s.integers(SIZES, base.map(LorsConfig::kernelSizes).orElse(null));
    List<Integer> groups = s.integers(GROUPS, base.map(LorsConfig::kernelGroups).orElse(null));
    List<Integer> ranks = s.integers(RANKS, base.map(LorsConfig::mixOutProjRanks).orElse(null));
    if (sizes == null && groups == null && ranks == null) {
      return Optional.empty();
    }
    if (sizes == null || groups == null || ranks == null) {
      throw new ConfigException(
          "a LORS decoder needs kernel_sizes, kernel_groups and mix_out_proj_ranks together");
    }
    return Optional.of(new LorsConfig(sizes, groups, ranks));
  }

  Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>();
    t.put("num_stages", numStages);
    t.put("queries", queries);
    t.put("content_dim", contentDim);
    t.put("num_heads", numHeads);
    t.put("feedforward_channels", feedforwardChannels);
    t.put("n_groups", nGroups);
    t.put("in_points", inPoints);
    t.put("out_points", outPoints);
    t.put("featmap_strides", featmapStrides);
    lors.ifPresent(
        l -> {
          t.put(SIZES, l.kernelSizes());
          t.put(GROUPS, l.kernelGroups());
          t.put(RANKS, l.mixOutProjRanks());
        });
    return t;
  }
}
