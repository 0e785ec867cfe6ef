/** Room on disk for what a partition needs besides memory. */
package dev.silverbook.lake.scratch;
