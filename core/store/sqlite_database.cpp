// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_database.h"

#include <sqlite3.h>

#include <cmath>

namespace imprint {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code) {
  const std::string text = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  throw SqliteError(code & 0xff, text);
}

void check(sqlite3* handle, int code) {
  if (code != SQLITE_OK) fail(handle, code);
}

}  // namespace

bool SqliteError::is_busy() const { return code_ == SQLITE_BUSY || code_ == SQLITE_LOCKED; }

bool SqliteError::is_damage() const { return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB || code_ == SQLITE_FORMAT; }

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, int busy_milliseconds) {
  const std::string name = file.empty() ? ":memory:" : file.string();
  const int code = sqlite3_open_v2(name.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code != SQLITE_OK) {
    const SqliteError error(code & 0xff, handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_));
    sqlite3_close(handle_);
    throw error;
  }
  sqlite3_busy_timeout(handle_, busy_milliseconds);
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
  check(database_, sqlite3_bind_text(statement_, parameter + 1, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
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
  return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
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
