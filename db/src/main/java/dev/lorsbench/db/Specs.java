package dev.lorsbench.db;

import dev.lorsbench.experiment.TrialSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parsed specs by their text: a page that lists trials every second need not parse them again. */
final class Specs {
  private static final int MOST = 4000;
  private static final Map<String, TrialSpec> PARSED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrialSpec> eldest) {
          return size() > MOST;
        }
      };

  private Specs() {}

  static TrialSpec parse(String json) {
    synchronized (PARSED) {
      return PARSED.computeIfAbsent(json, text -> TrialSpec.parse(text, "the ledger"));
    }
  }
}
