package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Steers by command lines.
 *
 * @param data the data directory of {@code lors up}
 * @param set what added trials train on
 */
record Commands(Path data, Path set, Steered sweep) implements Hands {
  private void lors(String... words) {
    String[] line =
        Stream.concat(Stream.of(words), Stream.of("--data-dir", data.toString()))
            .toArray(String[]::new);
    assertThat(Lors.commandLine().execute(line)).as(List.of(line).toString()).isZero();
  }

  private String run(String trial) {
    return sweep.id() + "/" + trial;
  }

  @Override
  public void pause() {
    lors("pause", sweep.id());
  }

  @Override
  public void resume() {
    lors("resume", sweep.id());
  }

  @Override
  public void parallelism(int atOnce) {
    lors("set", sweep.id(), "--parallelism", "" + atOnce);
  }

  @Override
  public void more() {
    parallelism(sweep.now().parallelism() + 1);
  }

  @Override
  public void fewer() {
    parallelism(sweep.now().parallelism() - 1);
  }

  @Override
  public void sooner() {
    lors("set", sweep.id(), "--priority", "" + (sweep.now().priority() - 1));
  }

  @Override
  public void later() {
    lors("set", sweep.id(), "--priority", "" + (sweep.now().priority() + 1));
  }

  @Override
  public void stop(String trial) {
    lors("stop", run(trial));
  }

  @Override
  public void retry(String trial) {
    lors("retry", run(trial));
  }

  @Override
  public void cancel(String trial) {
    lors("cancel", run(trial));
  }

  @Override
  public void add(String yaml) {
    try {
      Path file = Files.writeString(data.resolveSibling("more.yaml"), yaml);
      lors("add", file.toString(), "--to", sweep.id(), "--data", set.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void extend(int steps) {
    lors("extend", sweep.id(), "--steps", "" + steps);
  }

  @Override
  public void extend(String trial, int steps) {
    lors("extend", run(trial), "--steps", "" + steps);
  }

  @Override
  public void retry() {
    lors("retry", sweep.id());
  }

  @Override
  public void cancel() {
    lors("cancel", sweep.id());
  }
}
