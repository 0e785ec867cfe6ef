package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.ClientWarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crac.Core;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimingTest {

  @TempDir private Path scratch;

  /** Open files and sockets of this process. */
  private static List<String> descriptors() throws IOException {
    Path directory = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(directory), "only Linux lists open files");
    List<Path> links;
    try (Stream<Path> all = Files.list(directory)) {
      links = all.toList();
    }
    return links.stream()
        .filter(Files::exists)
        .map(PrimingTest::destination)
        .filter(each -> each.startsWith("socket:") || each.startsWith("/"))
        // The JVM itself reads its limits now and then.
        .filter(each -> !each.startsWith("/proc") && !each.startsWith("/sys"))
        .filter(each -> !each.endsWith(".jar"))
        .sorted()
        .toList();
  }

  private static String destination(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // The descriptor of the listing itself.
      return "";
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void thePipelineRunsOnAGeneratedDayAndTheClientsAreWarmedUp()
      throws IOException, GeneralSecurityException {
    AtomicInteger warmedUp = new AtomicInteger();

    new Priming(scratch, 600, 10, warmedUp::incrementAndGet)
        .beforeCheckpoint(Core.getGlobalContext());

    assertThat(warmedUp).hasValue(1);
  }

  @Test
  void nothingStaysOpenAndNoThreadRunsAndNoFileIsLeft()
      throws IOException, GeneralSecurityException {
    // Once, so that what the JVM itself keeps open is open before.
    Priming priming = new Priming(scratch, 600, 10, ClientWarmUp::run);
    priming.beforeCheckpoint(Core.getGlobalContext());
    List<String> descriptors = descriptors();
    Set<String> threads = threads();

    priming.beforeCheckpoint(Core.getGlobalContext());

    assertThat(descriptors()).isEqualTo(descriptors);
    assertThat(threads).containsAll(threads());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whatFailsIsNotPassedOver() {
    Priming priming =
        new Priming(
            scratch,
            600,
            10,
            () -> {
              throw new IllegalStateException("somebody answers");
            });

    assertThatThrownBy(() -> priming.beforeCheckpoint(Core.getGlobalContext()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("somebody answers");
    assertThat(scratch).isEmptyDirectory();
  }
}
