// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/finish_pdf.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

struct Edit {
  std::size_t at = 0;  // in the file before any edit
  std::ptrdiff_t growth = 0;
};

/// Replaces what lies from the first `begin` up to the next `end`, and remembers by how much the file grew.
void replace_from(std::string& pdf, const std::string& begin, const std::string& end, const std::string& text,
                  std::vector<Edit>& edits) {
  const std::size_t from = pdf.find(begin);
  const std::size_t to = from == std::string::npos ? from : pdf.find(end, from);
  if (to == std::string::npos) throw JobError("Qt's PDF has no " + begin + "; the figure was not written");
  std::size_t before = from;
  for (const Edit& edit : edits) before -= static_cast<std::size_t>(edit.at < before ? edit.growth : 0);
  edits.push_back({before, static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(to - from)});
  pdf.replace(from, to - from, text);
}

std::size_t moved(std::size_t offset, const std::vector<Edit>& edits) {
  std::ptrdiff_t result = static_cast<std::ptrdiff_t>(offset);
  for (const Edit& edit : edits) result += edit.at < offset ? edit.growth : 0;
  return static_cast<std::size_t>(result);
}

/// The offsets of the objects, ten digits each, and of the table itself follow the edits.
void mend_offsets(std::string& pdf, const std::vector<Edit>& edits) {
  const std::size_t start = pdf.rfind("startxref\n");
  if (start == std::string::npos) throw JobError("Qt's PDF has no table of objects; the figure was not written");
  const std::size_t table = moved(std::strtoull(pdf.c_str() + start + 10, nullptr, 10), edits);
  for (std::size_t entry = pdf.find(" n", table); entry != std::string::npos && entry < start;
       entry = pdf.find(" n", entry + 1)) {
    if (entry < 16 || pdf[entry - 6] != ' ') continue;  // not the end of "0000000015 00000 n"
    const std::size_t offset = moved(std::strtoull(pdf.substr(entry - 16, 10).c_str(), nullptr, 10), edits);
    char digits[32];
    std::snprintf(digits, sizeof digits, "%010zu", offset);
    pdf.replace(entry - 16, 10, digits, 10);
  }
  const std::size_t end = pdf.find('\n', start + 10);
  pdf.replace(start + 10, end - start - 10, std::to_string(table));
}

}  // namespace

std::string finished_pdf(std::string pdf, double width_points, double height_points) {
  const auto exact = [](double points) { return shortest_text(std::round(points * 1e4) / 1e4); };
  std::vector<Edit> edits;
  replace_from(pdf, "/MediaBox [", "]", "/MediaBox [0 0 " + exact(width_points) + " " + exact(height_points), edits);
  replace_from(pdf, "/CreationDate", "\n", "", edits);
  mend_offsets(pdf, edits);
  return pdf;
}

}  // namespace imprint::studio
