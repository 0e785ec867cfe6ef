package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: its environment, and which classes it loads. */
final class AwsProcessesTest {

  @TempDir private Path directory;

  @Test
  void aRunOnThisMachineLoadsNothingOfTheAwsSdk() throws IOException, InterruptedException {
    Ran generated =
        Ran.in(directory, "generate", "--output", "lake", "--days", "1", "--rows", "20");
    assertThat(generated.exitCode()).as(generated.err()).isZero();
    Path log = directory.resolve("classes.log");

    try (SilverbookProcess run =
        SilverbookProcess.start(
            directory,
            Map.of(),
            List.of("-Xlog:class+load:file=" + log),
            "run",
            "--input",
            "lake/orderbook",
            "--output",
            "out")) {
      assertThat(run.exitCode()).as(String.join("\n", run.err())).isZero();
    }

    assertThat(Files.readString(log))
        .contains("dev.silverbook.command.RunCommand")
        .doesNotContain("software.amazon.");
  }

  @Test
  void noRegionIsSaidInOneLine() throws IOException, InterruptedException {
    assertRefused(nobody(), "no AWS region found; give --region", "status", "--table", "t");
  }

  @Test
  void noCredentialsAreSaidInOneLine() throws IOException, InterruptedException {
    assertRefused(
        nobody(),
        "no AWS credentials found; set AWS_ACCESS_KEY_ID",
        "status",
        "--table",
        "t",
        "--region",
        "eu-central-1");
  }

  @Test
  void aProfileThatIsNotThereIsNamed() throws IOException, InterruptedException {
    assertRefused(
        nobody(),
        "no AWS credentials found for the profile nobody",
        "status",
        "--table",
        "t",
        "--region",
        "eu-central-1",
        "--profile",
        "nobody");
  }

  private Map<String, String> nobody() {
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_PROFILE",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_ENDPOINT_URL")) {
      environment.put(name, "");
    }
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
    return environment;
  }

  private void assertRefused(Map<String, String> environment, String message, String... arguments)
      throws IOException, InterruptedException {
    try (SilverbookProcess process =
        SilverbookProcess.start(directory, environment, List.of(), arguments)) {
      assertThat(process.exitCode()).as(String.join("\n", process.err())).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).singleElement().asString().contains(message);
    }
  }
}
