package dev.silverbook.command.inspect;

import dev.silverbook.command.files.FileTree;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.place.PlaceStores;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.place.Reading;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.Paragraph;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.work.PartitionFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at a place and says what was found.
 *
 * @param console where to say it
 * @param config configuration file
 * @param layout of the inputs; goes before what the file says
 * @param filter which partitions
 * @param aws how to reach what is on AWS
 * @param json whether it is for machines
 */
public record InspectionReport(
    Console console,
    Optional<Path> config,
    LayoutSettings layout,
    PartitionFilter filter,
    AwsSelection aws,
    boolean json) {

  /**
   * Looks and prints.
   *
   * @return the exit code: {@link ExitCodes#INCOMPLETE} when it cannot be run as it is
   * @throws dev.silverbook.command.terminal.UsageException when a place is not there
   */
  public int show(String place, Optional<String> trades) throws IOException {
    Path directory = console.directory();
    Reading reading = Reading.of(directory, config, layout);
    Path scratch = Files.createTempDirectory("silverbook-inspect-");
    try (Interruption interruption = Interruption.watch();
        PlaceStores stores = new PlaceStores(aws)) {
      LakePlace found = stores.find(directory, "the place", place);
      Optional<LakePlace> beside = trades.map(name -> stores.find(directory, "--trades", name));
      Inspection inspection =
          new Inspector(
                  stores,
                  new ParquetFormat(),
                  reading,
                  filter,
                  new NextCommand(
                      directory.toAbsolutePath().normalize(),
                      config.map(file -> Places.absolute(directory, file)),
                      layout,
                      filter,
                      aws),
                  scratch,
                  console.clock(),
                  interruption::happened)
              .inspect(found, beside);
      if (json) {
        console.out().println(JsonText.of(InspectionJson.of(inspection)));
      } else {
        console.out().print(InspectionText.of(inspection, Paragraph.width(console)));
      }
      return inspection.exitCode();
    } catch (PartitionFailedException e) {
      if (e.failure().reason() != FailureReason.INTERRUPTED) {
        throw e;
      }
      console.err().println("silverbook inspect: interrupted");
      return ExitCodes.INTERRUPTED;
    } finally {
      FileTree.delete(scratch);
    }
  }
}
