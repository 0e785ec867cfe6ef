package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.standin.DelayedBucket;
import dev.silverbook.aws.standin.SmallObjects;
import dev.silverbook.benchmark.function.ReadingRun;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingRunTest {

  @TempDir private Path directory;

  @Test
  void everyObjectIsFetchedAndEveryBookBecomesARow() throws IOException {
    SmallObjects objects = new SmallObjects(30, 10, 5, 1);
    objects.write(directory.resolve("lake"));
    try (DelayedBucket bucket = new DelayedBucket(directory.resolve("lake"), 1)) {
      ReadingRun.Taken taken =
          ReadingRun.run(bucket.endpoint(), new ScratchSpace(directory.resolve("scratch")));

      assertThat(taken.rows()).isEqualTo(10L * objects.bookObjects());
      assertThat(taken.wallSeconds()).isPositive();
      assertThat(bucket.gets()).isEqualTo(objects.objects());
      assertThat(bucket.bytes()).isEqualTo(bucket.size());
      assertThat(bucket.lists()).isPositive();
    }
  }
}
