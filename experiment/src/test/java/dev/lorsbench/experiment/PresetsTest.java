package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed of a preset is what a user copies. */
class PresetsTest {
  private static final Pattern SCHEDULE =
      Pattern.compile("(?m)^# Its schedule, for a sweep's train: or --set: (\\{.*})$");

  private static List<String> names() {
    List<String> names = new ArrayList<>(Presets.NAMES);
    names.addAll(ClassifierPresets.NAMES);
    return names;
  }

  private static String yaml(String name) {
    return Presets.NAMES.contains(name) ? Presets.yaml(name) : ClassifierPresets.yaml(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsTextIsAModelFileAndATrialsModelAsItStands(String name) {
    TaskKind task = NetworkConfig.parse(yaml(name), name).task();
    NetworkConfig network = NetworkConfig.preset(name, task);
    assertThat(NetworkConfig.parse(yaml(name), name, task)).isEqualTo(network);
    String sweep =
        "name: copied\ntask: %s\ntrials:\n  - name: one\n    model:\n%s"
            .formatted(task.key(), yaml(name).indent(6));
    Optional<DataConfig> data = Optional.of(DataConfig.folder("/d", task));
    SweepSpec spec = SweepSpec.parse(sweep, "sweep.yaml", data);
    assertThat(spec.trials().get(0).model()).isEqualTo(network);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aReleasedModelSaysItsSchedule(String name) {
    Matcher schedule = SCHEDULE.matcher(yaml(name));
    boolean small = name.contains("tiny");
    assertThat(schedule.find()).isEqualTo(!small);
    if (!small) {
      TrainConfig train = TrainConfig.parse(schedule.group(1), name, TaskKind.DETECTION);
      boolean three = name.contains("-3x");
      assertThat(train.steps()).isEqualTo(three ? 270_000 : 90_000);
      assertThat(train.resize().largest()).isEqualTo(800);
      assertThat(train.crop().shortSides()).isEqualTo(three ? List.of(400, 500, 600) : List.of());
    }
  }
}
