package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.terminal.Json;

/** What a command that steers says it did, to people or to programs. */
final class Said {
  private Said() {}

  static void sweep(String id, String done, boolean json) {
    say("sweep", id, done, json);
  }

  static void trial(String id, String done, boolean json) {
    say("trial", id, done, json);
  }

  private static void say(String kind, String id, String done, boolean json) {
    System.out.println(
        json ? Json.text(new Json().put(kind, id).map()) : done + " " + kind + " " + id);
  }
}
