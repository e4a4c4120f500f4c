package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.testing.TestLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataHoldersTest {
  private static final Database LEDGER = TestLedger.fresh();
  private final WorkerStore workers = new WorkerStore(LEDGER);
  private final DataHolders holders = new DataHolders(LEDGER);

  @AfterAll
  static void close() {
    LEDGER.close();
  }

  private void worker(String id, String host, String queue, String trial) {
    workers.seen(new WorkerStore.Row(id, host, 1, queue, "cpu", "0.1", "", 1, trial, null, null));
  }

  @BeforeEach
  void twoMachines() {
    worker("a1", "a", "train.cpu", null);
    worker("a2", "a", "train.cpu", null);
    worker("b1", "b", "train.cpu", null);
  }

  @Test
  void aMachineThatHasReadTheDataIsPreferredWhileAWorkerOfItIsIdle() {
    assertThat(holders.elsewhere("a1", "one")).isEmpty();
    holders.held("b1", "one");
    holders.held("b1", "one");
    assertThat(holders.elsewhere("a1", "one")).contains("b");
    assertThat(holders.elsewhere("a1", "other")).isEmpty();
    worker("b1", "b", "train.cpu", "busy");
    assertThat(holders.elsewhere("a1", "one")).isEmpty();
  }

  @Test
  void whatOneWorkerOfAMachineHasReadItsOthersHold() {
    holders.held("b1", "two");
    holders.held("a2", "two");
    assertThat(holders.elsewhere("a1", "two")).isEmpty();
  }

  @Test
  void workersOfAnotherQueueDoNotCount() {
    worker("c1", "c", "train.gpu.1", null);
    holders.held("c1", "three");
    assertThat(holders.elsewhere("a1", "three")).isEmpty();
  }
}
