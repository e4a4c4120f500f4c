package dev.lorsbench.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PulseTest {
  private static final Duration LONG = Duration.ofSeconds(25);

  @Test
  void aListenerHearsOfItsTopicsAlone() throws Exception {
    AtomicReference<Map<String, String>> ledger = new AtomicReference<>(Map.of("a", "1", "b", "1"));
    try (Pulse pulse = new Pulse(ledger::get, Duration.ofMillis(5));
        Pulse.Listener listener = pulse.listen(Set.of("a"))) {
      assertThat(listener.next(LONG)).containsExactly("a");
      ledger.set(Map.of("a", "1", "b", "2"));
      assertThat(listener.next(Duration.ofMillis(50))).isEmpty();
      ledger.set(Map.of("a", "2", "b", "2"));
      assertThat(listener.next(LONG)).containsExactly("a");
      ledger.set(Map.of("b", "2"));
      assertThat(listener.next(LONG)).containsExactly("a");
    }
  }

  @Test
  void aFailingLedgerPausesAndGoesOn() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    try (Pulse pulse =
            new Pulse(
                () -> {
                  if (reads.incrementAndGet() < 4) {
                    throw new IllegalStateException("PostgreSQL is gone");
                  }
                  return Map.of("a", "1");
                },
                Duration.ofMillis(5));
        Pulse.Listener listener = pulse.listen(Set.of("a"))) {
      assertThat(listener.next(LONG)).containsExactly("a");
    }
  }

  @Test
  void manyPagesShareOneReadBetweenChanges() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    AtomicReference<Map<String, String>> ledger = new AtomicReference<>(Map.of("a", "1"));
    try (Pulse pulse = new Pulse(ledger::get, Duration.ofMillis(5));
        Pulse.Listener listener = pulse.listen(Set.of("a"))) {
      listener.next(LONG);
      assertThat(pulse.shared("page", reads::incrementAndGet)).isEqualTo(1);
      assertThat(pulse.shared("page", reads::incrementAndGet)).isEqualTo(1);
      ledger.set(Map.of("a", "2"));
      listener.next(LONG);
      assertThat(pulse.shared("page", reads::incrementAndGet)).isEqualTo(2);
    }
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    Pulse pulse = new Pulse(() -> Map.of(), Duration.ofSeconds(60));
    try (Pulse.Listener listener = pulse.listen(Set.of("a"))) {
      pulse.close();
      assertThat(listener.next(LONG)).isEmpty();
    }
  }
}
