package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * The low-rank parts of a LORS decoder, one entry a stage (LORS, sections 3.2 and 3.3).
 *
 * @param kernelSizes k, the rank of LORSA (adaptive mixing kernels); 0 shares the kernels whole
 * @param kernelGroups K, how many low-rank products are summed a stage; 0 shares the kernels whole
 * @param mixOutProjRanks ρ, the rank of LORST (the output projection); 0 shares it whole
 */
public record LorsConfig(
    List<Integer> kernelSizes, List<Integer> kernelGroups, List<Integer> mixOutProjRanks) {
  public LorsConfig {
    kernelSizes = List.copyOf(kernelSizes);
    kernelGroups = List.copyOf(kernelGroups);
    mixOutProjRanks = List.copyOf(mixOutProjRanks);
    kernelSizes.forEach(k -> Ranges.between("kernel_sizes", k, 0, 1024));
    kernelGroups.forEach(k -> Ranges.between("kernel_groups", k, 0, 64));
    mixOutProjRanks.forEach(k -> Ranges.between("mix_out_proj_ranks", k, 0, 4096));
  }

  void requireStages(int stages) {
    requireLength("kernel_sizes", kernelSizes, stages);
    requireLength("kernel_groups", kernelGroups, stages);
    requireLength("mix_out_proj_ranks", mixOutProjRanks, stages);
  }

  /** A line for each stage whose rank is beyond what a matrix of its size can have. */
  List<String> beyond(DecoderConfig c) {
    int channel = c.groupChannels();
    int kernel = Math.max(channel, Math.min(c.inPoints(), c.outPoints()));
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < kernelSizes.size(); s++) {
      if (kernelSizes.get(s) > kernel && kernelGroups.get(s) > 0) {
        lines.add(
            "stage %d: kernel_sizes is %d; no kernel (%d x %d and %d x %d) has a rank above %d"
                .formatted(
                    s, kernelSizes.get(s), channel, channel, c.outPoints(), c.inPoints(), kernel));
      }
      if (mixOutProjRanks.get(s) > c.contentDim()) {
        lines.add(
            "stage %d: mix_out_proj_ranks is %d; an output projection of %d rows has no rank above"
                    .formatted(s, mixOutProjRanks.get(s), c.contentDim())
                + " that");
      }
    }
    return lines;
  }

  private static void requireLength(String name, List<Integer> list, int stages) {
    if (list.size() != stages) {
      throw new ConfigException(
          name
              + " has "
              + list.size()
              + " entries; one a stage is needed, num_stages is "
              + stages);
    }
  }
}
