// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a stored run without opening it again: its listing, its results, its spec and what people wrote on
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/store/run_list.h"

namespace imprint {

/// Numbers are NaN, and optional ones absent, when the run has not recorded them (yet).
struct RunEntry : RunListing {
  std::string condition;      // condition_hash of its spec: equal for all seeds of one condition; empty when unreadable
  std::string fields;         // changed_fields of its spec: field_in reads any field from it
  std::string damage_metric;  // of comparison.json; empty without one
  double damage = std::numeric_limits<double>::quiet_NaN();  // baseline - deficit, positive = harm; of clean steps
  std::optional<double> recovery;                            // share of the gap that has closed
  int deficits = 0;                                          // how many windows the spec has
  std::string deficit_kind;                                  // of the first; empty without one
  double deficit_onset = 0;                                  // in deficit_unit
  double deficit_length = 0;                                 // in deficit_unit
  std::string deficit_unit;                                  // iteration | epoch | fraction
  int deficit_bits = 0;                                      // kind precision
  std::vector<std::string> tags;
  std::string note;
  std::string notes_problem;  // why notes.json can't be read; empty when it can
  bool trashed = false;
  std::string origin;  // in the trash: where it came from, relative to the root
};

/// Reads the directory. Never throws: what can't be read stands in `problem` and `notes_problem`.
RunEntry read_entry(const std::filesystem::path& directory, bool trashed = false);

/// Changes whenever a file that `read_entry` opens was written, replaced or deleted (inode, mtime and size of each).
std::int64_t entry_signature(const std::filesystem::path& directory);

/// "finished", "stopped", "interrupted" for a stale one, "unreadable", else as in status.json.
std::string state_name(const RunListing& run);

/// "precision 2 bits, 0 + 5 epoch" with " and 1 more" behind it; empty without a deficit.
std::string deficit_text(const RunEntry& entry);

}  // namespace imprint
