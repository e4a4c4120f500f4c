package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.SearchStore;

/** Adapts {@link Proposals} to workflows. */
public final class SearchActivityImpl implements SearchActivity {
  private final SearchStore searches;
  private final EarlyStopping stopping;

  /** Activities over a ledger. */
  public SearchActivityImpl(Database database) {
    this.searches = new SearchStore(database);
    this.stopping = new EarlyStopping(database);
  }

  @Override
  public boolean suggest(String sweep) {
    boolean holds = stopping.promote(sweep);
    return searches.extend(sweep, Proposals::of) || holds;
  }
}
