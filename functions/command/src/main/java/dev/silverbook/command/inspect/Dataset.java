package dev.silverbook.command.inspect;

import dev.silverbook.command.place.LakePlace;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.inspect.DatasetKind;
import dev.silverbook.pipeline.inspect.LakeSurvey;
import dev.silverbook.pipeline.store.LakeStore;

/**
 * A place whose directories name partitions.
 *
 * @param place where it is
 * @param store reads it
 * @param layout as chosen
 * @param layoutName as detected or chosen
 * @param survey how much there is
 * @param kind what its files hold
 */
record Dataset(
    LakePlace place,
    LakeStore store,
    LayoutChoice layout,
    String layoutName,
    LakeSurvey survey,
    DatasetKind kind) {}
