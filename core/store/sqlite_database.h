// SPDX-License-Identifier: GPL-3.0-or-later
// An SQLite database and its statements, closed whichever way the scope ends. Private to this folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace imprint {

/// What SQLite reports; `code` is its primary result code (SQLITE_BUSY, SQLITE_CORRUPT, ...).
class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& text) : std::runtime_error(text), code_(code) {}
  int code() const { return code_; }
  bool is_busy() const;
  /// The file itself is no good: it is damaged or none of SQLite's.
  bool is_damage() const;

 private:
  int code_;
};

class SqliteDatabase {
 public:
  /// An empty path opens one in memory. Waits `busy_milliseconds` for others before it reports SQLITE_BUSY.
  SqliteDatabase(const std::filesystem::path& file, int busy_milliseconds);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void execute(const std::string& sql);
  sqlite3* get() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

/// A prepared statement. Parameters and columns count from 0.
class SqliteStatement {
 public:
  SqliteStatement(const SqliteDatabase& database, const std::string& sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind(int parameter, const std::string& text);
  void bind(int parameter, std::int64_t number);
  void bind(int parameter, double number);  // NaN becomes NULL
  /// The next row; false after the last.
  bool step();
  void reset();

  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;  // NULL becomes NaN

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Rolls back unless `commit` was called.
class SqliteTransaction {
 public:
  explicit SqliteTransaction(SqliteDatabase& database);
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  void commit();

 private:
  SqliteDatabase& database_;
  bool open_ = true;
};

}  // namespace imprint
