// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds between which fields of a spec choose, and the fields that only some of them read. They stand here, at the
// bottom, because a spec is checked and shown before any dataset, model or schedule is built; the layers that build
// them test that they know exactly these.
//
// To add a kind: its row in kinds.cpp, its fields in the spec, and its maker in the layer that builds it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct Kind {
  std::string name;                     // "mlp"
  std::vector<std::string> reads = {};  // keys that not all kinds read, deficits without their number: "model.hidden"
  std::vector<std::string> tasks = {};  // of a dataset its one, else those that it can be used for (task_facts.h);
                                        // empty = all
};

/// A field and the kinds between which it chooses.
struct KindChoice {
  std::string field;  // "model.name", "deficit.kind"
  std::vector<Kind> kinds;
  /// What a spec has chosen, in the table of that number where there is a list of them.
  const std::string& (*chosen)(const ExperimentSpec& spec, std::size_t table);
};

std::span<const KindChoice> kind_choices();

/// In the order in which they are shown. Precondition: the field is among kind_choices.
const std::vector<std::string>& kind_names(std::string_view field);

/// Null for an unknown one.
const Kind* find_kind(std::string_view field, std::string_view name);

/// Whether a kind of that field reads the key; false for an unknown one.
bool kind_reads(std::string_view field, std::string_view kind, std::string_view key);

/// Whether the field `key` ("training.lr_final", "deficit.0.layers") is read with the kinds that the spec has chosen:
/// always, unless it belongs to kinds alone that are not chosen.
bool is_read(const ExperimentSpec& spec, std::string_view key);

}  // namespace imprint
