// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_index.h"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "core/base/error.h"
#include "core/spec/condition.h"
#include "core/store/entry_rows.h"
#include "core/store/run_directory.h"
#include "core/store/run_trash.h"
#include "core/store/sqlite_database.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr int busy_milliseconds = 2000;
constexpr std::size_t batch_runs = 256;
constexpr std::int64_t application_id = 0x496d7072;  // "Impr", where SQLite files carry their kind

/// Whether the file is another program's database; then it is left alone.
class ForeignFile : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file is of another version: its rows mean something else.
class OtherVersion : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::int64_t number_from(SqliteDatabase& database, const std::string& sql) {
  SqliteStatement statement(database, sql);
  return statement.step() ? statement.integer(0) : 0;
}

std::string stored_stamp(SqliteDatabase& database) {
  SqliteStatement statement(database, "SELECT value FROM about WHERE name = 'field defaults'");
  return statement.step() ? statement.text(0) : std::string();
}

void make_schema(SqliteDatabase& database) {
  SqliteTransaction transaction(database);
  database.execute("PRAGMA application_id = " + std::to_string(application_id));
  database.execute("PRAGMA user_version = " + std::to_string(index_schema_version));
  database.execute("CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT)");
  database.execute("INSERT OR REPLACE INTO about VALUES ('field defaults', '" + field_defaults_stamp() + "')");
  create_run_table(database);
  transaction.commit();
}

/// Throws ForeignFile, OtherVersion, SqliteError.
void prepare(SqliteDatabase& database) {
  database.execute("PRAGMA synchronous = NORMAL");
  const bool is_new = number_from(database, "SELECT count(*) FROM sqlite_master") == 0;
  if (!is_new) {
    if (number_from(database, "PRAGMA application_id") != application_id) throw ForeignFile("");
    if (number_from(database, "PRAGMA user_version") != index_schema_version) throw OtherVersion("");
    if (stored_stamp(database) != field_defaults_stamp()) throw OtherVersion("");
    number_from(database, "SELECT count(directory) FROM runs");
    return;
  }
  make_schema(database);
}

void remove_file(const fs::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) fs::remove(file.string() + ending, ignored);
}

std::string memory_words(const fs::path& file, const std::string& why) {
  return file.string() + " " + why + "; the index is kept in memory, so the first look takes longer";
}

}  // namespace

class RunIndex::Impl {
 public:
  explicit Impl(fs::path root) : root_(std::move(root)) { open(); }

  std::vector<RunEntry> entries() {
    return repaired([this] {
      std::vector<RunEntry> result = read_rows(*database_, root_);
      sort_newest_first(result);
      return result;
    });
  }

  RefreshResult refresh(const RefreshOptions& options, bool everything) {
    return repaired([&] { return read_directories(options, everything); });
  }

  const fs::path& root() const { return root_; }
  fs::path file() const { return root_ / index_file_name; }
  bool in_memory() const { return in_memory_; }
  const std::string& notice() const { return notice_; }

 private:
  void open() {
    std::error_code error;
    if (!fs::is_directory(root_, error) || RunDirectory(root_).exists()) return open_memory("");
    try {
      open_file();
    } catch (const OtherVersion&) {
      start_over("");  // an update of Imprint is no news
    } catch (const ForeignFile&) {
      open_memory(memory_words(file(), "is the file of another program and is left alone"));
    } catch (const SqliteError& problem) {
      recover(problem);
    }
  }

  void open_file() {
    database_ = std::make_unique<SqliteDatabase>(file(), busy_milliseconds);
    prepare(*database_);
    in_memory_ = false;
  }

  void open_memory(const std::string& notice) {
    database_.reset();
    database_ = std::make_unique<SqliteDatabase>(fs::path(), busy_milliseconds);
    make_schema(*database_);
    in_memory_ = true;
    notice_ = notice;
  }

  void start_over(const std::string& notice) {
    database_.reset();
    remove_file(file());
    try {
      open_file();
      notice_ = notice;
    } catch (const std::exception& error) {
      open_memory(memory_words(file(), "can't be written (" + std::string(error.what()) + ")"));
    }
  }

  void recover(const SqliteError& problem) {
    if (in_memory_ && database_) throw JobError(std::string("the index in memory failed: ") + problem.what());
    const bool misses_something = problem.code() == 1;  // SQLITE_ERROR: no such table or column
    if (problem.is_damage() || misses_something)
      return start_over("The index of the stored runs was damaged and has been written anew from the run directories");
    if (problem.is_busy()) return open_memory(memory_words(file(), "is in use by another program"));
    open_memory(memory_words(file(), "can't be used (" + std::string(problem.what()) + ")"));
  }

  /// Does the work, once more with a mended or another database when this one fails.
  template <class Work>
  std::invoke_result_t<Work> repaired(Work work) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      try {
        return work();
      } catch (const SqliteError& problem) {
        recover(problem);
      }
    }
    return work();
  }

  struct Candidate {
    fs::path directory;
    bool trashed = false;
  };

  std::vector<Candidate> candidates() const {
    std::vector<Candidate> found;
    for (const fs::path& directory : find_runs(root_)) found.push_back({directory, false});
    for (const fs::path& directory : find_trashed(root_)) found.push_back({directory, true});
    return found;
  }

  RefreshResult read_directories(const RefreshOptions& options, bool everything) {
    auto stored = stored_states(*database_);
    const std::vector<Candidate> found = candidates();
    RefreshResult result;
    result.found = std::ssize(found);
    std::vector<EntryRow> batch;
    std::int64_t done = 0;
    for (const Candidate& candidate : found) {
      if (options.cancellation.is_cancelled()) break;
      read_if_changed(candidate, stored, everything, batch);
      if (batch.size() >= batch_runs) result.read += flush(batch);
      if (options.on_progress && ++done % 64 == 0) options.on_progress(done, result.found);
    }
    result.read += flush(batch);
    options.cancellation.throw_if_cancelled();
    result.gone = drop(stored);
    if (options.on_progress) options.on_progress(result.found, result.found);
    return result;
  }

  /// What is left in `stored` at the end are runs whose directories are gone.
  void read_if_changed(const Candidate& candidate, std::map<std::string, StoredState>& stored, bool everything,
                       std::vector<EntryRow>& batch) const {
    const std::int64_t signature = entry_signature(candidate.directory);
    const auto known = stored.find(row_key(root_, candidate.directory));
    const bool holds = known != stored.end() && known->second.signature == signature && !known->second.active;
    if (known != stored.end()) stored.erase(known);
    if (!holds || everything) batch.push_back({signature, read_entry(candidate.directory, candidate.trashed)});
  }

  std::int64_t flush(std::vector<EntryRow>& batch) {
    if (!batch.empty()) write_rows(*database_, root_, batch, {});
    const std::int64_t count = std::ssize(batch);
    batch.clear();
    return count;
  }

  std::int64_t drop(const std::map<std::string, StoredState>& gone) {
    std::vector<std::string> directories;
    for (const auto& [directory, state] : gone) directories.push_back(directory);
    std::vector<EntryRow> none;
    if (!directories.empty()) write_rows(*database_, root_, none, directories);
    return std::ssize(directories);
  }

  fs::path root_;
  std::unique_ptr<SqliteDatabase> database_;
  bool in_memory_ = false;
  std::string notice_;
};

RunIndex::RunIndex(fs::path root) : impl_(std::make_unique<Impl>(std::move(root))) {}

RunIndex::~RunIndex() = default;

const fs::path& RunIndex::root() const { return impl_->root(); }

fs::path RunIndex::file() const { return impl_->file(); }

bool RunIndex::is_in_memory() const { return impl_->in_memory(); }

const std::string& RunIndex::notice() const { return impl_->notice(); }

std::vector<RunEntry> RunIndex::entries() { return impl_->entries(); }

RefreshResult RunIndex::refresh(const RefreshOptions& options) { return impl_->refresh(options, false); }

RefreshResult RunIndex::rebuild(const RefreshOptions& options) { return impl_->refresh(options, true); }

std::vector<RunEntry> read_entries(const fs::path& root) {
  std::vector<RunEntry> entries;
  for (const fs::path& directory : find_runs(root)) entries.push_back(read_entry(directory));
  sort_newest_first(entries);
  return entries;
}

void sort_newest_first(std::vector<RunEntry>& entries) {
  std::ranges::sort(entries, [](const RunEntry& a, const RunEntry& b) {
    return std::tie(b.created_unix_seconds, a.directory) < std::tie(a.created_unix_seconds, b.directory);
  });
}

}  // namespace imprint
