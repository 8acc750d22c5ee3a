// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/cifar_parser.h"

#include "core/base/file_kind.h"
#include "datasets/files/malformed.h"

namespace imprint {
namespace {

constexpr std::size_t pixel_bytes = 3 * 32 * 32;

/// The format has no magic number: another file shows by its length, its first label, or by holding zeros alone.
void refuse_other_files(std::string_view bytes, std::size_t record_bytes, int first_labels, const std::string& file) {
  const bool fits = !bytes.empty() && bytes.size() % record_bytes == 0 &&
                    static_cast<std::uint8_t>(bytes.front()) < first_labels &&
                    bytes.find_first_not_of('\0') != std::string_view::npos;
  if (!fits) refuse_other_kind(bytes, file, "CIFAR's binary version");
}

void check_whole_records(std::string_view bytes, std::size_t record_bytes, const std::string& file) {
  const std::string record = "a record of " + std::to_string(record_bytes) + " bytes";
  const std::size_t rest = bytes.size() % record_bytes;
  if (rest != 0)
    throw_malformed(file, bytes.size() - rest, record + " or the end of the file", std::to_string(rest) + " bytes");
}

void check_labels(std::string_view labels, std::span<const int> label_counts, std::size_t offset,
                  const std::string& file) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const int label = static_cast<std::uint8_t>(labels[i]);
    if (label >= label_counts[i])
      throw_malformed(file, offset + i, "a label from 0 to " + std::to_string(label_counts[i] - 1),
                      std::to_string(label));
  }
}

}  // namespace

void append_cifar_records(std::string_view bytes, std::span<const int> label_counts, const std::string& file,
                          ImageRecords& records) {
  const std::size_t label_bytes = label_counts.size();
  const std::size_t record_bytes = label_bytes + pixel_bytes;
  refuse_other_files(bytes, record_bytes, label_counts.front(), file);
  check_whole_records(bytes, record_bytes, file);
  records.pixels.reserve(records.pixels.size() + bytes.size() / record_bytes * pixel_bytes);
  for (std::size_t offset = 0; offset < bytes.size(); offset += record_bytes) {
    const std::string_view labels = bytes.substr(offset, label_bytes);
    check_labels(labels, label_counts, offset, file);
    records.labels.push_back(static_cast<std::uint8_t>(labels.back()));
    const std::string_view pixels = bytes.substr(offset + label_bytes, pixel_bytes);
    records.pixels.insert(records.pixels.end(), pixels.begin(), pixels.end());
  }
}

}  // namespace imprint
