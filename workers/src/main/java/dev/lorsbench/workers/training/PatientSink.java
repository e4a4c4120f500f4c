package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import java.util.List;

/** A sink whose writes wait while storage is full or away. */
record PatientSink(MetricSink sink, StoragePatience storage) implements MetricSink {
  @Override
  public void record(List<Metric> metrics) {
    storage.until(() -> sink.record(metrics));
  }

  @Override
  public void record(Evaluation evaluation) {
    storage.until(() -> sink.record(evaluation));
  }

  @Override
  public void truncate(long step) {
    storage.until(() -> sink.truncate(step));
  }

  @Override
  public void flush() {
    storage.until(sink::flush);
  }
}
