package dev.lorsbench.experiment;

import java.util.List;

/**
 * The low-rank parts of a LORS decoder, one entry a stage (LORS, sections 3.2 and 3.3).
 *
 * @param kernelSizes k, the rank of LORSA (adaptive mixing kernels)
 * @param kernelGroups K, how many low-rank products are summed a stage
 * @param mixOutProjRanks ρ, the rank of LORST (the output projection)
 */
public record LorsConfig(
    List<Integer> kernelSizes, List<Integer> kernelGroups, List<Integer> mixOutProjRanks) {
  public LorsConfig {
    kernelSizes = List.copyOf(kernelSizes);
    kernelGroups = List.copyOf(kernelGroups);
    mixOutProjRanks = List.copyOf(mixOutProjRanks);
    kernelSizes.forEach(k -> Ranges.between("kernel_sizes", k, 1, 1024));
    kernelGroups.forEach(k -> Ranges.between("kernel_groups", k, 1, 64));
    mixOutProjRanks.forEach(k -> Ranges.between("mix_out_proj_ranks", k, 1, 4096));
  }

  void requireStages(int stages) {
    requireLength("kernel_sizes", kernelSizes, stages);
    requireLength("kernel_groups", kernelGroups, stages);
    requireLength("mix_out_proj_ranks", mixOutProjRanks, stages);
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
