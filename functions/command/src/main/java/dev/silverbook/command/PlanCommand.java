package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.PlanListing;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.VersionText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code silverbook plan}: what a run would do, and why. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Shows what a run would process and why, or why not. Changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook plan --input lake/orderbook --output out",
      "  silverbook plan --input lake/orderbook --output out --symbol BTC/USDT --from 2025-12-01"
    })
final class PlanCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private LakeOptions lakes = new LakeOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private PlanOptions options = new PlanOptions();

  @Mixin private OutputOptions format = new OutputOptions();

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Places places = lakes.places(console);
    return new PlanListing(console, format.json())
        .show(places, selection.filter(), options.request(), options.checkpoint(console));
  }
}
