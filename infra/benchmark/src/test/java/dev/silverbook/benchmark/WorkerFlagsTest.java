package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.benchmark.WorkerFlags.Variant;
import org.junit.jupiter.api.Test;

class WorkerFlagsTest {

  @Test
  void theFirstVariantIsWhatIsDeployedAndEveryOtherOneDiffersFromIt() {
    assertThat(WorkerFlags.variants().get(0).name()).isEqualTo(WorkerFlags.DEPLOYED);
    assertThat(WorkerFlags.variants().get(0).options()).isEmpty();
    assertThat(WorkerFlags.variants()).extracting(Variant::name).doesNotHaveDuplicates();
    assertThat(WorkerFlags.variants().subList(1, WorkerFlags.variants().size()))
        .allMatch(variant -> variant.archived() || !variant.options().isEmpty());
  }
}
