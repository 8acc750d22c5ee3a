// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/entry_rows.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Every column but directory and signature, in their order.
template <class Visitor>
void visit_columns(RunEntry& entry, Visitor&& column) {
  column("name", entry.name);
  column("dataset", entry.dataset);
  column("model", entry.model);
  column("schedule", entry.schedule);
  column("seed", entry.seed);
  column("state", entry.status.state);
  column("reason", entry.status.reason);
  column("step", entry.status.step);
  column("total_steps", entry.status.total_steps);
  column("process_id", entry.status.process_id);
  column("heartbeat_unix_seconds", entry.status.heartbeat_unix_seconds);
  column("stale", entry.stale);
  column("has_baseline", entry.has_baseline);
  column("created_unix_seconds", entry.created_unix_seconds);
  column("finals", entry.finals);
  column("problem", entry.problem);
  column("condition", entry.condition);
  column("fields", entry.fields);
  column("damage_metric", entry.damage_metric);
  column("damage", entry.damage);
  column("recovery", entry.recovery);
  column("deficits", entry.deficits);
  column("deficit_kind", entry.deficit_kind);
  column("deficit_onset", entry.deficit_onset);
  column("deficit_length", entry.deficit_length);
  column("deficit_unit", entry.deficit_unit);
  column("deficit_bits", entry.deficit_bits);
  column("tags", entry.tags);
  column("note", entry.note);
  column("notes_problem", entry.notes_problem);
  column("trashed", entry.trashed);
  column("origin", entry.origin);
}

constexpr int sqlite_corrupt = 11;
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

class ColumnNames {
 public:
  template <class T>
  void operator()(const char* name, T&) {
    names.emplace_back(name);
  }
  std::vector<std::string> names{"directory", "signature"};
};

class Binder {
 public:
  explicit Binder(SqliteStatement& statement) : statement_(statement) {}
  void operator()(const char*, const std::string& text) { statement_.bind(next_++, text); }
  void operator()(const char*, double number) { statement_.bind(next_++, number); }
  void operator()(const char*, std::int64_t number) { statement_.bind(next_++, number); }
  void operator()(const char*, std::uint64_t number) { statement_.bind(next_++, static_cast<std::int64_t>(number)); }
  void operator()(const char*, int number) { statement_.bind(next_++, static_cast<std::int64_t>(number)); }
  void operator()(const char*, bool flag) { statement_.bind(next_++, static_cast<std::int64_t>(flag)); }
  void operator()(const char*, RunState state) { statement_.bind(next_++, to_string(state)); }
  void operator()(const char*, const std::optional<double>& number) {
    statement_.bind(next_++, number.value_or(no_number));
  }
  void operator()(const char*, const std::vector<std::string>& tags) {
    std::string text;
    for (const std::string& tag : tags) text += (text.empty() ? "" : ",") + tag;
    statement_.bind(next_++, text);
  }
  void operator()(const char*, const FinalValues& finals) {
    std::string text;
    for (const auto& [metric, value] : finals.all())
      text.append(text.empty() ? "" : ",").append(metric).append("=").append(shortest_text(value));
    statement_.bind(next_++, text);
  }

 private:
  SqliteStatement& statement_;
  int next_ = 2;
};

class Reader {
 public:
  explicit Reader(const SqliteStatement& statement) : statement_(statement) {}
  void operator()(const char*, std::string& text) { text = statement_.text(next_++); }
  void operator()(const char*, double& number) { number = statement_.real(next_++); }
  void operator()(const char*, std::int64_t& number) { number = statement_.integer(next_++); }
  void operator()(const char*, std::uint64_t& number) {
    number = static_cast<std::uint64_t>(statement_.integer(next_++));
  }
  void operator()(const char*, int& number) { number = static_cast<int>(statement_.integer(next_++)); }
  void operator()(const char*, bool& flag) { flag = statement_.integer(next_++) != 0; }
  void operator()(const char*, RunState& state) { state = run_state_from(statement_.text(next_++)); }
  void operator()(const char*, std::optional<double>& number) {
    const double value = statement_.real(next_++);
    number = value == value ? std::optional(value) : std::nullopt;
  }
  void operator()(const char*, std::vector<std::string>& tags) {
    const std::string text = statement_.text(next_++);
    if (!text.empty()) tags = split(text, ',');
  }
  void operator()(const char*, FinalValues& finals) {
    const std::string text = statement_.text(next_++);
    if (text.empty()) return;
    for (const std::string& part : split(text, ',')) {
      const auto equals = part.rfind('=');
      if (equals == std::string::npos) throw InputError("\"" + part + "\" is no final value");
      finals.set(part.substr(0, equals), parse_double(part.substr(equals + 1)));
    }
  }

 private:
  const SqliteStatement& statement_;
  int next_ = 2;
};

std::vector<std::string> column_names() {
  RunEntry entry;
  ColumnNames names;
  visit_columns(entry, names);
  return names.names;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

void create_run_table(SqliteDatabase& database) {
  std::vector<std::string> columns = column_names();
  columns.front() += " TEXT PRIMARY KEY";
  database.execute("CREATE TABLE IF NOT EXISTS runs (" + joined(columns) + ") WITHOUT ROWID");
}

std::map<std::string, StoredState> stored_states(SqliteDatabase& database) {
  std::map<std::string, StoredState> states;
  SqliteStatement rows(database, "SELECT directory, signature, state IN ('running', 'paused'), trashed FROM runs");
  while (rows.step())
    states.emplace_hint(states.end(), rows.text(0),
                        StoredState{rows.integer(1), rows.integer(2) != 0, rows.integer(3) != 0});
  return states;
}

std::string row_key(const fs::path& root, const fs::path& directory) {
  return directory.lexically_relative(root).string();
}

void write_rows(SqliteDatabase& database, const fs::path& root, std::vector<EntryRow>& rows,
                const std::vector<std::string>& gone) {
  SqliteTransaction transaction(database);
  const auto columns = column_names();
  std::string marks = "?";
  for (std::size_t i = 1; i < columns.size(); ++i) marks += ", ?";
  SqliteStatement insert(database, "INSERT OR REPLACE INTO runs (" + joined(columns) + ") VALUES (" + marks + ")");
  for (EntryRow& row : rows) {
    insert.bind(0, row_key(root, row.entry.directory));
    insert.bind(1, row.signature);
    visit_columns(row.entry, Binder(insert));
    insert.step();
    insert.reset();
  }
  SqliteStatement drop(database, "DELETE FROM runs WHERE directory = ?");
  for (const std::string& directory : gone) {
    drop.bind(0, directory);
    drop.step();
    drop.reset();
  }
  transaction.commit();
}

namespace {

/// Whether a row's path stays in the folder of runs: the file may come with it, from somebody else.
bool is_below(const fs::path& key) {
  return key == "." || (key.is_relative() && !key.empty() && *key.lexically_normal().begin() != "..");
}

}  // namespace

std::vector<RunEntry> read_rows(SqliteDatabase& database, const fs::path& root) {
  std::vector<RunEntry> entries;
  SqliteStatement rows(database, "SELECT " + joined(column_names()) + " FROM runs");
  while (rows.step()) {
    RunEntry& entry = entries.emplace_back();
    const std::string key = rows.text(0);
    if (!is_below(key)) throw SqliteError(sqlite_corrupt, key + " lies outside the folder");
    entry.directory = key == "." ? root : root / key;
    try {
      visit_columns(entry, Reader(rows));
    } catch (const InputError& error) {
      throw SqliteError(sqlite_corrupt, key + ": " + error.what());
    }
  }
  return entries;
}

}  // namespace imprint
