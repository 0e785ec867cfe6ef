/** Random days in random spellings, held against their canonical spelling through whole runs. */
package dev.silverbook.command.spelling;
