package dev.silverbook.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code jmh}: the inner parts, with JMH's own options. */
@Command(
    name = "jmh",
    description = "Benchmarks the inner parts; takes JMH's options: jmh -h",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jmh Engine -p categories=rolling",
      "  jmh -f 1 -wi 2 -i 3",
      "  jmh -prof gc Decode"
    })
final class JmhCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "ARG", description = "Arguments of JMH.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Main.main(arguments.toArray(String[]::new));
    return ExitCode.OK;
  }
}
