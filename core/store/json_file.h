// SPDX-License-Identifier: GPL-3.0-or-later
// Small JSON files with errors that name file, key and what is wrong.
#pragma once

#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"

namespace imprint {

inline constexpr int store_format = 1;

/// One JSON object, written whole or not at all, with "format" as its first key.
class JsonFileWriter {
 public:
  JsonFileWriter() { json_["format"] = store_format; }
  template <class T>
  JsonFileWriter& set(const char* key, const T& value) {
    json_[key] = value;
    return *this;
  }
  /// Text that is no UTF-8 (a file name in an error message) is mended, not refused.
  std::string text() const { return json_text(json_) + "\n"; }
  void write(const std::filesystem::path& path) const { write_file_atomically(path, text()); }

 private:
  nlohmann::ordered_json json_;
};

/// Reads such a file of a run folder. The constructor and `get` throw InputError that names the file: missing or
/// damaged, a link, a newer format, a missing key, a value of the wrong type or out of its range.
class JsonFileReader {
 public:
  explicit JsonFileReader(const std::filesystem::path& path);

  template <class T>
  T get(const char* key) const {
    try {
      return json_member<T>(json_, key);
    } catch (const InputError& error) {
      throw InputError(path_.string() + ": " + error.what());
    }
  }
  bool is_null(const char* key) const { return !json_.contains(key) || json_.at(key).is_null(); }
  /// JSON has no NaN: null stands for it.
  double number_or_nan(const char* key) const {
    return is_null(key) ? std::numeric_limits<double>::quiet_NaN() : get<double>(key);
  }
  const nlohmann::json& json() const { return json_; }

 private:
  std::filesystem::path path_;
  nlohmann::json json_;
};

}  // namespace imprint
