/** The pipeline in one process: planning, workers, progress, the checkpoint file. */
package dev.silverbook.command.run;
