package dev.silverbook.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

  @Test
  void processesThatRunAtOneTimeCountTogetherAndTheMostIsKept() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
    Process shell = new ProcessBuilder("sh", "-c", "tail -f /dev/null & tail -f /dev/null").start();
    try {
      // Both wait for lines that never come.
      while (shell.descendants().count() < 2) {
        Thread.onSpinWait();
      }
      List<Long> each =
          shell
              .descendants()
              .map(process -> ProcStatus.peakResidentBytes(process.pid()).orElseThrow())
              .toList();
      ResidentMemory memory = new ResidentMemory(shell);
      long together = memory.look();

      assertThat(together).isGreaterThan(each.get(0)).isGreaterThan(each.get(1));
      end(shell);
      assertThat(memory.look()).isEqualTo(together);
    } finally {
      end(shell);
    }
  }

  private static void end(Process shell) throws InterruptedException {
    List<ProcessHandle> children = shell.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    shell.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().join();
    }
  }
}
