package dev.lorsbench.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A vision transformer that classifies images, in timm's words. The number of positions comes from
 * the images' size, the classes from the data set.
 *
 * @param patchSize edge of a patch, pixels
 * @param embedDim d, channels of a token
 * @param depth equal blocks
 * @param numHeads heads of the self-attention; divides d
 * @param mlpRatio hidden width of the FFN over d
 * @param rank of the private parts of every block's qkv, proj, fc1 and fc2; 0 shares these layers
 *     whole; empty is the full-parameter DeiT
 */
public record ClassifierConfig(
    int patchSize, int embedDim, int depth, int numHeads, int mlpRatio, Optional<Integer> rank)
    implements NetworkConfig {
  private static final ClassifierConfig DEFAULT =
      new ClassifierConfig(4, 192, 12, 3, 4, Optional.empty());
  private static final int LARGEST_GRID = 64;

  public ClassifierConfig {
    Ranges.between("patch_size", patchSize, 1, 256);
    Ranges.between("embed_dim", embedDim, 1, 4096);
    Ranges.between("depth", depth, 1, 64);
    Ranges.between("num_heads", numHeads, 1, 256);
    Ranges.between("mlp_ratio", mlpRatio, 1, 16);
    Ranges.divides("num_heads", numHeads, "embed_dim", embedDim);
    int most = embedDim;
    rank.ifPresent(r -> Ranges.between("rank", r, 0, most));
  }

  @Override
  public TaskKind task() {
    return TaskKind.CLASSIFICATION;
  }

  @Override
  public String family() {
    return lowRank() ? "lors" : "deit";
  }

  @Override
  public boolean lowRank() {
    return rank.isPresent();
  }

  @Override
  public ClassifierConfig full() {
    return new ClassifierConfig(patchSize, embedDim, depth, numHeads, mlpRatio, Optional.empty());
  }

  @Override
  public void requireSize(int size) {
    Ranges.multiple("size", size, patchSize);
    Ranges.between("size", size, patchSize, (long) LARGEST_GRID * patchSize);
  }

  /** Whether a document has a key that classifiers alone have, or begins with their preset. */
  static boolean describedBy(Section s) {
    boolean preset = s.isText("preset") && ClassifierPresets.NAMES.contains(s.text("preset", null));
    return preset
        || Stream.of("patch_size", "embed_dim", "depth", "mlp_ratio", "rank").anyMatch(s::has);
  }

  static ClassifierConfig read(Section s) {
    ClassifierConfig base =
        s.has("preset") ? s.build(() -> ClassifierPresets.of(s.text("preset", null))) : DEFAULT;
    ClassifierConfig config =
        s.build(
            () ->
                new ClassifierConfig(
                    s.integer("patch_size", base.patchSize),
                    s.integer("embed_dim", base.embedDim),
                    s.integer("depth", base.depth),
                    s.integer("num_heads", base.numHeads),
                    s.integer("mlp_ratio", base.mlpRatio),
                    s.has("rank") ? Optional.of(s.integer("rank", null)) : base.rank));
    s.done();
    return config;
  }

  /** Reads what {@link #json()} wrote, or a model YAML document. */
  public static ClassifierConfig parse(String text, String file) {
    return read(Section.parse(text, file));
  }

  @Override
  public Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>();
    t.put("patch_size", patchSize);
    t.put("embed_dim", embedDim);
    t.put("depth", depth);
    t.put("num_heads", numHeads);
    t.put("mlp_ratio", mlpRatio);
    rank.ifPresent(r -> t.put("rank", r));
    return t;
  }
}
