// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>

#include <cmath>
#include <string_view>

#include "core/base/file_descriptor.h"

namespace imprint {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code) {
  const std::string text = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  throw SqliteError(code & 0xff, text);
}

/// A journal that ends so names a further file, which SQLite would delete once it has rolled back. Imprint never writes
/// one: it comes from somebody else.
void refuse_journal_of_many(const std::filesystem::path& file) {
  constexpr std::string_view magic("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
  const std::filesystem::path journal = file.string() + "-journal";
  std::error_code error;
  const auto status = std::filesystem::symlink_status(journal, error);
  if (!std::filesystem::exists(status)) return;
  if (!std::filesystem::is_regular_file(status)) throw SqliteError(SQLITE_CANTOPEN, "its journal is no regular file");
  const FileDescriptor opened(journal, O_RDONLY);
  const std::int64_t size = opened.size(), length = static_cast<std::int64_t>(magic.size());
  if (size >= length && opened.read_at(size - length, length) == magic)
    throw SqliteError(SQLITE_CORRUPT, "its journal is of another program");
}

/// The folder's own path may hold links, the file may be none: it may come with the folder, from somebody else.
std::string name_without_links(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path folder = fs::canonical(fs::absolute(file).parent_path(), error);
  const fs::path place = error ? file : folder / file.filename();
  const fs::file_status status = fs::symlink_status(place, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) throw SqliteError(SQLITE_CANTOPEN, "it is no regular file");
  refuse_journal_of_many(place);
  return place.string();
}

void check(sqlite3* handle, int code) {
  if (code != SQLITE_OK) fail(handle, code);
}

}  // namespace

bool SqliteError::is_busy() const { return code_ == SQLITE_BUSY || code_ == SQLITE_LOCKED; }

bool SqliteError::is_damage() const {
  return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB || code_ == SQLITE_FORMAT;
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, int busy_milliseconds) {
  const std::string name = file.empty() ? ":memory:" : name_without_links(file);
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    const SqliteError error(code & 0xff, handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_));
    sqlite3_close(handle_);
    throw error;
  }
  sqlite3_busy_timeout(handle_, busy_milliseconds);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
}

SqliteDatabase::~SqliteDatabase() { sqlite3_close(handle_); }

void SqliteDatabase::execute(const std::string& sql) {
  check(handle_, sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, const std::string& sql) : database_(database.get()) {
  check(database_, sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement_, nullptr));
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

void SqliteStatement::bind(int parameter, const std::string& text) {
  check(database_,
        sqlite3_bind_text(statement_, parameter + 1, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
}

void SqliteStatement::bind(int parameter, std::int64_t number) {
  check(database_, sqlite3_bind_int64(statement_, parameter + 1, number));
}

void SqliteStatement::bind(int parameter, double number) {
  check(database_, std::isnan(number) ? sqlite3_bind_null(statement_, parameter + 1)
                                      : sqlite3_bind_double(statement_, parameter + 1, number));
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(database_, code);
  return code == SQLITE_ROW;
}

void SqliteStatement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::string SqliteStatement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string()
                          : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double SqliteStatement::real(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::numeric_limits<double>::quiet_NaN();
  return sqlite3_column_double(statement_, column);
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction() {
  if (open_) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteTransaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace imprint
