// SPDX-License-Identifier: GPL-3.0-or-later
// A text, read with a vocabulary that grows and with one that does not: the words of the text up to the first line end
// where it begins with "known:", else those of the text itself.
#include <algorithm>

#include "datasets/words/text_files.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

void check_grown(std::string_view text, Vocabulary& vocabulary) {
  const std::vector<std::int32_t> words = numbered_words(text, "input", vocabulary, true);
  for (const std::int32_t word : words) require(word >= 0 && word < vocabulary.size(), "every word has a number");
  std::int32_t next = 0;
  for (const std::int32_t word : words) {
    require(word <= next, "numbers are given in the order of arrival");
    next = std::max(next, word + 1);
  }
  const std::int32_t end = vocabulary.find(end_of_sentence);
  const auto lines = std::ranges::count(text, '\n') + (!text.empty() && text.back() != '\n' ? 1 : 0);
  require(std::ranges::count(words, end) >= lines, "every line ends");
  require(words.empty() || words.back() == end, "and the last one");
}

void check(std::string_view text) {
  Vocabulary vocabulary;
  if (text.starts_with("known:")) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view known = text.substr(6, end - 6);
    if (!accepts_by_name([&] { numbered_words(known, "input", vocabulary, true); })) return;
    const std::int64_t before = vocabulary.size();
    accepts_by_name([&] { numbered_words(text.substr(end), "input", vocabulary, false); });
    require(vocabulary.size() == before, "a vocabulary that is closed does not grow");
    return;
  }
  if (!accepts_by_name([&] { check_grown(text, vocabulary); })) return;
  const std::int64_t before = vocabulary.size();
  require(accepts_by_name([&] { numbered_words(text, "input", vocabulary, false); }), "its own words are known");
  require(vocabulary.size() == before, "and no more of them");
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(words) { imprint::fuzz::check(bytes); }
