// SPDX-License-Identifier: GPL-3.0-or-later
// A run's entry as a row of the index: one list of columns makes the table, stores an entry and reads it back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/store/run_entry.h"
#include "core/store/sqlite_database.h"

namespace imprint {

/// Raised with every change of the columns or of what they mean.
inline constexpr int index_schema_version = 3;

/// Makes the table `runs` when there is none.
void create_run_table(SqliteDatabase& database);

/// What tells whether a stored row still holds.
struct StoredState {
  std::int64_t signature = 0;
  bool active = false;
  bool trashed = false;
};

/// By directory, relative to the root.
std::map<std::string, StoredState> stored_states(SqliteDatabase& database);

/// One entry and the signature of the files that it was read from, taken before they were read.
struct EntryRow {
  std::int64_t signature = 0;
  RunEntry entry;
};

/// In one transaction: replaces or adds the rows, and drops those directories.
void write_rows(SqliteDatabase& database, const std::filesystem::path& root, std::vector<EntryRow>& rows,
                const std::vector<std::string>& gone);

/// All of them, in no order.
std::vector<RunEntry> read_rows(SqliteDatabase& database, const std::filesystem::path& root);

/// The key of a directory: its path below the root.
std::string row_key(const std::filesystem::path& root, const std::filesystem::path& directory);

}  // namespace imprint
