/** Why something failed, and what to do about it. */
package dev.silverbook.pipeline.failure;
