package dev.silverbook.pipeline.verify;

import dev.silverbook.lake.PartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.work.Computation;
import java.util.function.UnaryOperator;

/** Gives what computes partitions again. */
@FunctionalInterface
public interface Computations {

  /**
   * A computation.
   *
   * @param configuration what to compute
   * @param view laid over every reader of the inputs: the computation sees what it lets through
   */
  Computation of(SilverConfiguration configuration, UnaryOperator<PartitionReader> view);
}
