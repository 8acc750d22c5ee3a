// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/last_evaluation.h"

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/store/json_file.h"

namespace imprint {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t per_digit = 4;

/// A digit for four images, the first of them its highest bit; the last digit is filled up with zeros.
std::string hex_of(const std::vector<bool>& bits) {
  std::string text;
  for (std::size_t begin = 0; begin < bits.size(); begin += per_digit) {
    std::size_t digit = 0;
    for (std::size_t i = begin; i < begin + per_digit; ++i) digit = 2 * digit + (i < bits.size() && bits[i] ? 1 : 0);
    text += digits[digit];
  }
  return text;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& rule) {
  throw InputError(file.string() + ": \"correct\" " + rule);
}

std::vector<bool> bits_of(const std::string& text, std::int64_t images, const std::filesystem::path& file) {
  if (images < 0 || static_cast<std::int64_t>(text.size()) != images / 4 + (images % 4 > 0 ? 1 : 0))
    refuse(file, "must have a hexadecimal digit for every four of its " + std::to_string(images) + " images");
  std::vector<bool> bits;
  for (const char character : text) {
    const std::size_t digit = digits.find(character);
    if (digit == std::string_view::npos) refuse(file, "must consist of the digits 0-9 and a-f");
    for (std::size_t i = 0; i < per_digit; ++i) bits.push_back((digit >> (per_digit - 1 - i) & 1) != 0);
  }
  bits.resize(static_cast<std::size_t>(images));
  return bits;
}

}  // namespace

std::filesystem::path last_evaluation_file(const std::filesystem::path& arm) { return arm / "last_evaluation.json"; }

void write_last_evaluation(const std::filesystem::path& arm, const LastEvaluation& evaluation) {
  JsonFileWriter()
      .set("step", evaluation.step)
      .set("images", evaluation.correct.size())
      .set("correct", hex_of(evaluation.correct))
      .write(last_evaluation_file(arm));
}

std::optional<LastEvaluation> read_last_evaluation(const std::filesystem::path& arm) {
  const std::filesystem::path file = last_evaluation_file(arm);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  const JsonFileReader json(file);
  return LastEvaluation{json.get<std::int64_t>("step"),
                        bits_of(json.get<std::string>("correct"), json.get<std::int64_t>("images"), file)};
}

}  // namespace imprint
