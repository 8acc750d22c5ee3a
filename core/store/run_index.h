// SPDX-License-Identifier: GPL-3.0-or-later
// An index over the runs below a folder, so that ten thousand of them can be shown at once. The directories are the
// truth; ROOT/index.sqlite is a cache that may be deleted at any time. It is thrown away and written anew when it is
// damaged or of another version of Imprint.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/cancellation.h"
#include "core/store/run_entry.h"

namespace imprint {

/// What a reading of the directories tells on its way, and through what it can be stopped.
struct RefreshOptions {
  CancellationToken cancellation = {};
  std::function<void(std::int64_t done, std::int64_t in_all)> on_progress = {};  // runs; called in the caller's thread
};

/// What it did, in runs.
struct RefreshResult {
  std::int64_t found = 0;  // directories, those in the trash included
  std::int64_t read = 0;   // new or changed ones
  std::int64_t gone = 0;   // dropped, since their directories are gone
  bool changed() const { return read > 0 || gone > 0; }
};

/// Not for several threads at once. Several processes may share one file: each waits up to two seconds for another's
/// writing, then goes on in memory.
class RunIndex {
 public:
  /// Opens or creates the file. In memory when `root` is missing, can't be written, or is a run itself, and when
  /// another program holds the file or it is another program's; `notice` says why. Throws nothing for a bad file.
  explicit RunIndex(std::filesystem::path root);
  ~RunIndex();
  RunIndex(const RunIndex&) = delete;
  RunIndex& operator=(const RunIndex&) = delete;

  const std::filesystem::path& root() const;
  std::filesystem::path file() const;
  bool is_in_memory() const;
  /// A sentence for people on why the file is not used or was written anew; empty when there is nothing to say.
  const std::string& notice() const;

  /// What the index holds, newest first, without looking at any directory.
  std::vector<RunEntry> entries();
  /// Reads the directories that are new or whose config, status, metrics, comparison or notes have changed, checks
  /// anew whether active ones are still held, and drops those that are gone. Throws CancelledError; what was read until
  /// then is kept.
  RefreshResult refresh(const RefreshOptions& options = {});
  /// The same for every directory, whatever the index holds.
  RefreshResult rebuild(const RefreshOptions& options = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

inline constexpr char index_file_name[] = "index.sqlite";

/// The same entries read from the directories alone, newest first; those in the trash are left out.
std::vector<RunEntry> read_entries(const std::filesystem::path& root);

/// Newest first, then by directory.
void sort_newest_first(std::vector<RunEntry>& entries);

}  // namespace imprint
