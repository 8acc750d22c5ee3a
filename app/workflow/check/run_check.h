// SPDX-License-Identifier: GPL-3.0-or-later
// Whether every file of a run is what was written, and what follows when one is not. Reads only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/store/run_directory.h"

namespace imprint {

/// What can be done about a finding.
enum class Remedy {
  remake,     // the file follows from others: it is made again
  set_aside,  // it is renamed to *.damaged, and the run goes on without it
  remove,     // a left-over of a write that was interrupted
  none,       // nothing but a backup
};

struct RunFinding {
  std::filesystem::path file;
  std::string what;         // read after the file's name: "is damaged (checksum)"
  std::string consequence;  // "the run goes on from step 10; the steps since are computed again"
  Remedy remedy = Remedy::none;
  bool is_damage = true;  // false: worth a word, nothing is wrong
};

/// Of the run and its baseline, in the order of FORMAT.md; empty when all is whole. Never throws for what is in the
/// files.
std::vector<RunFinding> check_run(const RunDirectory& run);

bool has_damage(const std::vector<RunFinding>& findings);

}  // namespace imprint
