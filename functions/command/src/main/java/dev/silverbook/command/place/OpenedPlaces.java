package dev.silverbook.command.place;

import dev.silverbook.command.files.FileProblem;
import dev.silverbook.command.ledger.ProcessIdentity;
import dev.silverbook.command.ledger.SqliteLedger;
import dev.silverbook.command.ledger.UnseenLedger;
import dev.silverbook.command.stack.AwsSession;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The stores and the ledger of {@link Places}, open. AWS is reached only when one names it. */
public final class OpenedPlaces implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Places places;
  private final Optional<AwsSession> aws;
  private Ledger ledger;
  private Runs runs;
  private ProcessIdentity identity;

  private OpenedPlaces(Places places) {
    this.places = places;
    this.aws = places.needAws() ? Optional.of(AwsSession.open(places.aws())) : Optional.empty();
    aws.ifPresent(opened::push);
  }

  /**
   * To work in: the state directory is created.
   *
   * @throws StoreException when a store or the ledger cannot be used
   */
  public static OpenedPlaces open(Places places) {
    OpenedPlaces workplace = new OpenedPlaces(places);
    try {
      workplace.openToWork();
      return workplace;
    } catch (RuntimeException e) {
      workplace.close();
      throw e;
    }
  }

  /** To look at: leaves no trace. */
  public static OpenedPlaces look(Places places) {
    OpenedPlaces workplace = new OpenedPlaces(places);
    try {
      workplace.openToLook();
      return workplace;
    } catch (RuntimeException e) {
      workplace.close();
      throw e;
    }
  }

  private void openToWork() {
    if (places.silver() instanceof LakePlace.Bucket bucket) {
      aws.orElseThrow().requireBucket("--output", bucket.location());
    }
    if (places.table().isEmpty()) {
      SqliteLedger own = kept(SqliteLedger.open(places.state()));
      ledger = own;
      runs = own.runs();
      identity = own.identity();
      return;
    }
    ledger = kept(aws.orElseThrow().ledger(places.table().get()));
    runs = aws.orElseThrow().runs(places.table().get());
    try {
      identity = kept(ProcessIdentity.take(places.state().resolve("owners")));
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          places.state().toString(),
          "cannot keep scratch files in "
              + places.state()
              + ": "
              + FileProblem.of(places.state(), e)
              + "; grant write permission, or choose another with --state",
          e);
    }
  }

  private void openToLook() {
    if (places.table().isPresent()) {
      ledger = kept(aws.orElseThrow().ledger(places.table().get()));
    } else if (SqliteLedger.exists(places.state())) {
      ledger = kept(SqliteLedger.open(places.state()));
    } else {
      ledger = new UnseenLedger();
    }
  }

  public Ledger ledger() {
    return ledger;
  }

  /** The records of runs beside the ledger; only in a place to work in. */
  public Runs runs() {
    return runs;
  }

  /** Of this process among those that share the state directory; only in a place to work in. */
  public ProcessIdentity identity() {
    return identity;
  }

  public LakeStores lakes() {
    return new LakeStores(
        store(places.input()),
        places.trades().map(this::store),
        store(places.silver()),
        places.orderBookLayout(),
        places.tradesLayout());
  }

  private LakeStore store(LakePlace place) {
    return PlaceStores.store(place, aws::orElseThrow);
  }

  private <T extends AutoCloseable> T kept(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("closing failed: " + e, e);
      }
    }
  }
}
