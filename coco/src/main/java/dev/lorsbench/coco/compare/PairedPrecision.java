package dev.lorsbench.coco.compare;

/** Both detectors on one resampled set; what one thread works with. */
record PairedPrecision(RecallPlaces places, ResampledPrecision a, ResampledPrecision b) {

  PairedPrecision(RecallPlaces places, Ranking a, Ranking b) {
    this(places, a, b, new PrecisionTable(a));
  }

  private PairedPrecision(RecallPlaces places, Ranking a, Ranking b, PrecisionTable table) {
    this(places, new ResampledPrecision(a, table), new ResampledPrecision(b, table));
  }

  /** Evaluates the set in which image i was drawn {@code weight[i]} times. */
  void evaluate(short[] weight) {
    places.find(weight);
    a.evaluate(weight, places);
    b.evaluate(weight, places);
  }
}
