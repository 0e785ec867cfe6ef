package dev.silverbook.pipeline.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.pipeline.store.LakeStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands in front of the engine's readers forwards all that they can be asked: a default of
 * their interfaces would let a look say something else than a run.
 */
final class ForwardingTest {

  /** A class and what it forwards. */
  record Front(Class<?> type, Class<?> of) {
    @Override
    public String toString() {
      return type.getSimpleName() + " of " + of.getSimpleName();
    }
  }

  static Stream<Front> fronts() {
    return Stream.of(
        new Front(FirstRows.class, LakeFormat.class),
        new Front(FirstRows.Snapshots.class, SnapshotReader.class),
        new Front(FirstRows.Trades.class, TradeReader.class),
        new Front(FirstRows.Times.class, TimeReader.class),
        new Front(ExcerptReader.class, PartitionReader.class),
        new Front(BoundedListing.class, LakeStore.class));
  }

  @ParameterizedTest
  @MethodSource("fronts")
  void nothingIsLeftToADefault(Front front) throws NoSuchMethodException {
    for (Method method : front.of().getMethods()) {
      // A format's methods without a context ask those with one.
      boolean shorter =
          front.of() == LakeFormat.class
              && method.isDefault()
              && !List.of(method.getParameterTypes()).contains(InputContext.class);
      if (Modifier.isStatic(method.getModifiers()) || shorter) {
        continue;
      }
      Method own = front.type().getMethod(method.getName(), method.getParameterTypes());
      assertThat(own.isDefault()).as("%s is left to the interface", method).isFalse();
    }
  }
}
