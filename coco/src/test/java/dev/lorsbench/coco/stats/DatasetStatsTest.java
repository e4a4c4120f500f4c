package dev.lorsbench.coco.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStatsTest {
  @TempDir Path folder;

  @Test
  void everyObjectIsCountedOnce() {
    DatasetStats stats =
        DatasetStats.of(
            Written.instances(
                folder,
                new long[] {1, 2, 3},
                new long[] {1, 2},
                new double[] {1, 2, 0, 0, 8, 8, 0},
                new double[] {1, 2, 0, 0, 600, 470, 0},
                new double[] {2, 1, 0, 0, 5, 5, 0},
                new double[] {2, 1, 0, 0, 90, 90, 1}));
    assertThat(stats.images()).isEqualTo(3);
    assertThat(stats.objects()).isEqualTo(3);
    assertThat(stats.crowds()).isEqualTo(1);
    assertThat(stats.emptyImages()).isEqualTo(1);
    assertThat(stats.categories())
        .containsExactly(new CategoryCount(2, "c2", 2, 1), new CategoryCount(1, "c1", 1, 1));
    assertThat(stats.sizes()).contains(new Bin("< 8", 1), new Bin("8-16", 1), new Bin("512+", 1));
    assertThat(stats.perImage())
        .startsWith(new Bin("0", 1), new Bin("1", 1), new Bin("2-3", 1), new Bin("4-7", 0));
  }

  @Test
  void theRealSetHasTheCountsOfItsReadme() {
    Path bccd = Shared.require("data/bccd/annotations/instances_train.json");
    DatasetStats stats = DatasetStats.of(InstancesFile.read(bccd));
    assertThat(stats.images()).isEqualTo(205);
    assertThat(stats.objects()).isEqualTo(2804);
    assertThat(stats.categories())
        .extracting(CategoryCount::objects)
        .containsExactly(2381, 214, 209);
    assertThat(stats.sizes().stream().mapToInt(Bin::count).sum()).isEqualTo(2804);
    assertThat(stats.perImage().stream().mapToInt(Bin::count).sum()).isEqualTo(205);
  }
}
