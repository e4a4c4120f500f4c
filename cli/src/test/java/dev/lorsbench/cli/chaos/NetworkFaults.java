package dev.lorsbench.cli.chaos;

import dev.lorsbench.cli.chaos.Proxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Links are cut: both ways, one way, for a while, and some connections for ever. */
record NetworkFaults(Map<String, Proxy> links, Lengths lengths) {
  /** Each kind for each link. */
  List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    links.forEach(
        (name, link) -> {
          all.add(fault("cut, refused", name, link, link::cut));
          all.add(fault("cut, silent", name, link, () -> link.hold(Direction.values())));
          all.add(fault("black hole", name, link, link::swallow));
          all.add(oneWay("no requests", name, link, Direction.REQUESTS));
          all.add(oneWay("no answers", name, link, Direction.ANSWERS));
        });
    return all;
  }

  private Fault fault(String what, String name, Proxy link, Runnable cut) {
    return new Fault(what + ": " + name, () -> during(link, cut, lengths.brief()));
  }

  private Fault oneWay(String what, String name, Proxy link, Direction direction) {
    return new Fault(
        "one way, " + what + ": " + name,
        () -> during(link, () -> link.hold(direction), oneWayLength(name)));
  }

  /** Nobody counts as lost for a dashboard's silence, and the sweep would end meanwhile. */
  private Duration oneWayLength(String name) {
    return name.startsWith("dashboard") ? lengths.brief() : lengths.longEnoughToBeLost();
  }

  private static void during(Proxy link, Runnable cut, Duration length) {
    cut.run();
    Lengths.pause(length);
    link.heal();
  }
}
