package dev.lorsbench.dashboard;

/**
 * A dashboard on a seeded ledger, for looking at: prints its address and stays up until its input
 * ends.
 */
final class Preview {
  private Preview() {}

  public static void main(String[] args) throws Exception {
    try (Ledger ledger = new Ledger()) {
      if (args.length == 0 || !args[0].equals("empty")) {
        Afternoon.write(ledger.seeds());
      }
      System.out.println(ledger.dashboard().address());
      while (System.in.read() >= 0) {
        // until the end of input
      }
    }
  }
}
