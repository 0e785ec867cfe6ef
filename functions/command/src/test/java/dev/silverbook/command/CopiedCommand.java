package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** What a shell makes of a command that was printed and then copied. */
public final class CopiedCommand {

  private CopiedCommand() {}

  /** The arguments behind {@code silverbook}, as a shell splits them. */
  public static List<String> arguments(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "set -- " + command + "; printf '%s\\0' \"$@\"")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String words = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(command).isZero();
    List<String> all = List.of(words.substring(0, words.length() - 1).split("\0", -1));
    assertThat(all.get(0)).as(command).isEqualTo("silverbook");
    return all.subList(1, all.size());
  }

  /** The command behind that text in what was printed. */
  public static List<String> after(String text, String printed)
      throws IOException, InterruptedException {
    List<String> lines = printed.lines().filter(line -> line.contains(text)).toList();
    assertThat(lines).as(printed).hasSize(1);
    String line = lines.get(0);
    return arguments(line.substring(line.indexOf(text) + text.length()));
  }
}
