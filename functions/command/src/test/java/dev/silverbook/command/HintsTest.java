package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.S3Location;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.SilverConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that reports print are taken as they are printed. */
final class HintsTest {

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void aDirectoryWhoseNameNeedsQuotes() throws IOException {
    directory = Files.createDirectories(temporary.resolve("it's für all"));
  }

  @Test
  void whatARunHasNoRoomForIsShownByTheCommandThatItPrints() throws Exception {
    moreBadDaysThanAReportShows();

    Ran run = Ran.in(directory, "run", "--input", "lake", "--output", "out");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    Ran status = copied("and 1 more: ", run);
    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out()).contains("failed     51");
  }

  @Test
  void aStateDirectoryOfItsOwnIsNamed() throws Exception {
    moreBadDaysThanAReportShows();

    Ran run = Ran.in(directory, "run", "--input", "lake", "--output", "out", "--state", "my state");

    Ran status = copied("and 1 more: ", run);
    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out()).contains("failed     51");
  }

  @Test
  void aTableIsNamedWithTheWayToIt() throws Exception {
    Places places =
        new Places(
            new LakePlace.Directory(directory),
            Optional.empty(),
            new LakePlace.Bucket(S3Location.parse("s3://silver/features")),
            directory.resolve("state"),
            Optional.of("ledger"),
            new AwsSelection(
                Optional.of(URI.create("http://127.0.0.1:4566")),
                Optional.of("eu-central-1"),
                Optional.of("my profile")),
            SilverConfiguration.defaults(),
            LayoutChoice.DETECTED,
            LayoutChoice.DETECTED);

    assertThat(CopiedCommand.arguments(places.statusCommand().toString()))
        .containsExactly(
            "status",
            "--table",
            "ledger",
            "--region",
            "eu-central-1",
            "--profile",
            "my profile",
            "--endpoint-url",
            "http://127.0.0.1:4566");
  }

  @Test
  void aGeneratedLakeIsRunAsPrinted() throws Exception {
    Ran generate =
        Ran.in(directory, "generate", "--output", "my lake", "--rows", "240", "--trades", "24");

    Ran run = copied("Run it  ", generate);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("processed  1");
  }

  private Ran copied(String text, Ran ran) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(CopiedCommand.after(text, ran.out()));
    return Ran.in(directory, arguments.toArray(String[]::new));
  }

  private void moreBadDaysThanAReportShows() throws IOException {
    for (int i = 0; i <= 50; i++) {
      Path day =
          Files.createDirectories(
              directory.resolve(
                  "lake/exchange=test/symbol=S" + i + "~USDT/year=2024/month=08/day=08"));
      Files.writeString(day.resolve("part-0.parquet"), "no parquet");
    }
  }
}
