package dev.silverbook.command.place;

import dev.silverbook.aws.S3Location;
import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.stack.AwsSession;
import dev.silverbook.command.stack.Deployment;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.features.Dataset;
import dev.silverbook.pipeline.store.LakeStore;
import java.nio.file.Path;
import java.util.Optional;

/** Results to look at: a ledger, and where the outputs are that it lists. */
public final class SilverSource {

  private final LedgerSource ledger;
  private final Optional<LakePlace> silver;
  private final Optional<String> stack;
  private final Optional<String> table;
  private final AwsSelection aws;

  /**
   * As the user names them; see the options of the same names.
   *
   * @param output directory or bucket
   * @param state directory
   * @param table in DynamoDB
   * @param stack in CloudFormation
   */
  public record Named(
      Optional<String> output,
      Optional<Path> state,
      Optional<String> table,
      Optional<String> stack) {}

  private SilverSource(
      LedgerSource ledger,
      Optional<LakePlace> silver,
      Optional<String> stack,
      Optional<String> table,
      AwsSelection aws) {
    this.ledger = ledger;
    this.silver = silver;
    this.stack = stack;
    this.table = table;
    this.aws = aws;
  }

  /**
   * The results that are meant; nothing is opened yet.
   *
   * @param directory what relative paths are relative to
   * @throws UsageException when there is no ledger, or it is named in two ways
   */
  public static SilverSource of(Path directory, Named named, AwsSelection aws) {
    boolean inBucket = named.output().filter(LakePlace::namesBucket).isPresent();
    boolean tableNamed = named.table().isPresent() || named.stack().isPresent();
    if (inBucket && !tableNamed && named.state().isEmpty()) {
      throw new UsageException(
          "--output "
              + named.output().get()
              + " has no directory for the ledger; give --table NAME or --stack NAME, or the"
              + " --state DIR of the runs");
    }
    Path ledgerOutput = inBucket || tableNamed ? null : named.output().map(Path::of).orElse(null);
    LedgerSource ledger =
        LedgerSource.of(
            directory,
            new LedgerSource.Named(
                ledgerOutput,
                named.state().orElse(null),
                named.table().orElse(null),
                named.stack().orElse(null)),
            aws);
    return new SilverSource(
        ledger,
        named.output().map(output -> Places.silverOf(directory, output)),
        named.stack(),
        named.table(),
        aws);
  }

  /** Where the ledger is. */
  public LedgerSource ledger() {
    return ledger;
  }

  /** All places of the stack that was named; empty when none was. */
  public Optional<Places> ofStack() {
    if (stack.isEmpty()) {
      return Optional.empty();
    }
    try (AwsSession session = AwsSession.open(aws)) {
      Deployment deployment = new Deployment(session, stack);
      return deployment
          .instructions()
          .map(
              told -> Places.ofStack(told, deployment.name(Deployment.Resource.TABLE, table), aws));
    }
  }

  /** Opens the place of the outputs. */
  public Opened open() {
    if (silver.isPresent() && silver.get() instanceof LakePlace.Directory directory) {
      return new Opened(Optional.of(new DirectoryStore(directory.path())), Optional.empty());
    }
    if (silver.isEmpty() && stack.isEmpty()) {
      return new Opened(Optional.empty(), Optional.empty());
    }
    AwsSession session = AwsSession.open(aws);
    try {
      S3Location location =
          silver.isPresent() && silver.get() instanceof LakePlace.Bucket bucket
              ? bucket.location()
              : ofFeatures(
                  new Deployment(session, stack)
                      .name(Deployment.Resource.FEATURES, Optional.empty()));
      return new Opened(Optional.of(session.store(location)), Optional.of(session));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The root of all outputs, from the address of the features in it. */
  static S3Location ofFeatures(String address) {
    S3Location features = S3Location.parse(address);
    String own = Dataset.ORDERBOOK.key() + "/";
    String prefix = features.prefix();
    return new S3Location(
        features.bucket(),
        prefix.endsWith("/" + own) || prefix.equals(own)
            ? prefix.substring(0, prefix.length() - own.length())
            : prefix);
  }

  /**
   * Open outputs.
   *
   * @param store where they are; empty when nobody said
   * @param session to close
   */
  public record Opened(Optional<LakeStore> store, Optional<AwsSession> session)
      implements AutoCloseable {
    @Override
    public void close() {
      session.ifPresent(AwsSession::close);
    }
  }
}
