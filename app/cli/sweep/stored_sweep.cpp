// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/stored_sweep.h"

#include "app/cli/sweep/sweep_argument.h"
#include "core/base/error.h"

namespace imprint::cli {

void StoredSweep::declare(Arguments& arguments, const std::string& help) {
  arguments.path("SPEC", PathUse::input, spec_, "Not needed: the folder holds it; if given, both must agree",
                 Need::optional);
  arguments.path_option("--out", "DIR", PathUse::folder, directory_, help, Need::required);
}

std::optional<SweepSpec> StoredSweep::stored() const {
  const SweepDirectory directory(directory_);
  return directory.exists() ? std::optional(directory.read_spec()) : std::nullopt;
}

SweepDirectory StoredSweep::open() const {
  SweepDirectory directory(directory_);
  if (spec_.empty()) return directory;
  const SweepSpec stored = directory.read_spec();
  SweepSpec named = read_named_sweep(spec_);
  named.base.dataset.root = stored.base.dataset.root;  // where the data lie is no part of what was asked
  if (!(named == stored))
    throw InputError(directory_.string() + " holds another sweep than " + spec_.string() +
                     " (--set and --grid count, too); leave SPEC away to take the stored one");
  return directory;
}

}  // namespace imprint::cli
