// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds between which fields of a spec choose, the fields that only some of them read, and the options that they
// bring along. A spec is checked and shown before any dataset, model or schedule is built, so every kind has two
// halves: facts, free of LibTorch, and a maker, side by side in its folder. Each layer lists its kinds in one place
// (datasets/dataset_list.h, core/models/model_list.h, ...), where "to add one" is told.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/options.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct Kind {
  std::string name;                     // "mlp"
  std::vector<std::string> reads = {};  // keys besides its options that not all kinds read, deficits without their
                                        // number: "dataset.root", "deficit.bits"
  std::vector<std::string> tasks = {};  // of a dataset its one, else those that it can be used for (spec_task.h);
                                        // empty = all
  std::vector<Option> options = {};     // of its own, in the table of the field; kinds may share some
  bool has_validation = false;          // of a dataset: it holds a part out to choose by, beside the test
};

/// A field and the kinds between which it chooses.
struct KindChoice {
  std::string field;  // "model.name", "deficit.kind"
  std::vector<Kind> kinds;
  /// What a spec has chosen, in the table of that number where there is a list of them.
  const std::string& (*chosen)(const ExperimentSpec& spec, std::size_t table);
};

/// Handed over by whoever joins the layers (app/kinds/kinds.cpp): core knows neither datasets nor models by name.
std::span<const KindChoice> kind_choices();

/// Of all kinds of a field, in their order; shared ones once for each.
const std::vector<Option>& kind_options(std::string_view field);

/// In the order in which they are shown. Precondition: the field is among kind_choices.
const std::vector<std::string>& kind_names(std::string_view field);

/// Those of them that can be used for the task.
std::vector<std::string> kind_names_for(std::string_view field, std::string_view task);

/// Null for an unknown one.
const Kind* find_kind(std::string_view field, std::string_view name);

/// Whether a kind of that field reads the key; false for an unknown one.
bool kind_reads(std::string_view field, std::string_view kind, std::string_view key);

/// Whether kinds read the key, but not that one.
bool is_of_other_kinds(std::string_view field, std::string_view kind, std::string_view key);

/// Those that are given, each once, though the model does not read them and says that this is a mistake.
std::vector<const Option*> misplaced_options(const ModelSpec& model);

/// Whether the field `key` ("training.lr_final", "deficit.0.layers") is read with the kinds that the spec has chosen:
/// always, unless it belongs to kinds alone that are not chosen.
bool is_read(const ExperimentSpec& spec, std::string_view key);

}  // namespace imprint
