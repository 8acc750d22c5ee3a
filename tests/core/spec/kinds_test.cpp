// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

TEST(Kinds, AreWhatTheirFieldAccepts) {
  ExperimentSpec spec;
  spec.deficits.emplace_back();
  for (const KindChoice& choice : kind_choices()) {
    const std::string key = choice.field == "deficit.kind" ? "deficit.0.kind" : choice.field;
    EXPECT_EQ(find_spec_field(spec, key).choices, kind_names(choice.field)) << choice.field;
    EXPECT_EQ(field_text(find_spec_field(spec, key)), choice.chosen(spec, 0)) << choice.field;
  }
}

TEST(Kinds, ReadFieldsThatThereAreAndNotAll) {
  for (const KindChoice& choice : kind_choices()) {
    for (const Kind& kind : choice.kinds)
      for (const std::string& key : kind.reads) {
        EXPECT_THAT(spec_key_names(), testing::Contains(key)) << kind.name;
        const bool read_by_all = std::ranges::all_of(
            choice.kinds, [&](const Kind& other) { return kind_reads(choice.field, other.name, key); });
        EXPECT_FALSE(read_by_all) << key << " need not be named";
      }
  }
}

TEST(Kinds, TellWhichFieldsASpecReads) {
  ExperimentSpec spec;
  EXPECT_TRUE(is_read(spec, "training.epochs")) << "no kind's own";
  EXPECT_TRUE(is_read(spec, "training.lr_warmup"));
  EXPECT_TRUE(is_read(spec, "training.lr_final"));
  EXPECT_FALSE(is_read(spec, "training.lr_decay"));
  EXPECT_FALSE(is_read(spec, "model.hidden"));
  EXPECT_FALSE(is_read(spec, "precision.linear_granularity")) << "of another table";
  spec.model.name = "mlp";
  EXPECT_TRUE(is_read(spec, "model.hidden"));
  EXPECT_TRUE(is_read(spec, "precision.linear_granularity"));
  spec.model.name = "nonsense";
  EXPECT_FALSE(is_read(spec, "model.hidden"));
}

TEST(Kinds, OfEachDeficitAreItsOwn) {
  ExperimentSpec spec;
  spec.deficits = {{.kind = "blur"}, {.kind = "precision"}};
  EXPECT_FALSE(is_read(spec, "deficit.0.bits"));
  EXPECT_TRUE(is_read(spec, "deficit.0.resampling"));
  EXPECT_TRUE(is_read(spec, "deficit.1.layers"));
  EXPECT_TRUE(is_read(spec, "deficit.0.onset"));
  EXPECT_FALSE(is_read(spec, "deficit.2.bits")) << "there is none";
}

}  // namespace
}  // namespace imprint
