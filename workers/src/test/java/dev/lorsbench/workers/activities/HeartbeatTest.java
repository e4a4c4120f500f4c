package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an attempt hears that Temporal no longer wants, by how the SDK says it. */
@Timeout(60)
class HeartbeatTest {
  @Test
  void anAttemptThatWasNotHeardOfIsLostAndNotCancelled() throws InterruptedException {
    TimeoutFailure unheard = new TimeoutFailure(null, null, TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
    try (Heartbeat heartbeat = stopped(new ActivityCanceledException(info(), unheard))) {
      assertThat(heartbeat.stopped()).isTrue();
      assertThat(heartbeat.cancelled()).isFalse();
      assertThat(heartbeat.reason()).as("nothing that Temporal said").isNull();
    }
  }

  @Test
  void anAttemptThatSomebodyCancelledIsCancelled() throws InterruptedException {
    ActivityCanceledException cancelled = new ActivityCanceledException(info());
    try (Heartbeat heartbeat = stopped(cancelled)) {
      assertThat(heartbeat.stopped()).isTrue();
      assertThat(heartbeat.cancelled()).isTrue();
      assertThat(heartbeat.reason()).isSameAs(cancelled);
    }
  }

  /** A heartbeat that has heard of it. */
  private static Heartbeat stopped(ActivityCompletionException heard) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Heartbeat heartbeat =
        new Heartbeat(
            only(
                ActivityExecutionContext.class,
                () -> {
                  throw heard;
                }),
            told::countDown);
    told.await();
    return heartbeat;
  }

  private static ActivityInfo info() {
    return only(ActivityInfo.class, () -> null);
  }

  private interface Answer {
    Object give();
  }

  /** One of the SDK's interfaces whose methods all do the same. */
  private static <T> T only(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getReturnType() == int.class ? (Object) 1 : answer.give()));
  }
}
