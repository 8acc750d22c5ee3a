// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/idx_parser.h"

#include <array>
#include <cstdio>

#include "core/base/file_kind.h"
#include "datasets/files/malformed.h"

namespace imprint {
namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[offset + i]);
  return value;
}

std::string hexadecimal(std::uint32_t value) {
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), "0x%08x", value);
  return text.data();
}

std::string counted(std::uint64_t bytes) { return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes"); }

void check_header(std::string_view bytes, int rank, std::size_t header, const std::string& file) {
  const std::uint32_t magic = 0x800u + static_cast<std::uint32_t>(rank);
  const std::string expected = "the magic number " + hexadecimal(magic) + " (IDX, unsigned bytes, " +
                               std::to_string(rank) + (rank == 1 ? " dimension)" : " dimensions)");
  if (bytes.size() < 4 || big_endian(bytes, 0) != magic) refuse_other_kind(bytes, file, "an IDX file");
  if (bytes.size() < 4) throw_malformed(file, 0, expected, "only " + counted(bytes.size()));
  if (big_endian(bytes, 0) != magic) throw_malformed(file, 0, expected, hexadecimal(big_endian(bytes, 0)));
  if (bytes.size() < header)
    throw_malformed(file, bytes.size(), "a header of " + counted(header), "the end of the file");
}

/// The product of the lengths, stopped once it is surely more than any file holds (so that it cannot
/// overflow).
std::uint64_t value_count(const std::vector<std::uint32_t>& lengths) {
  constexpr std::uint64_t enough = std::uint64_t{1} << 32;
  std::uint64_t count = 1;
  for (const std::uint32_t length : lengths)
    if (length == 0) return 0;
  for (const std::uint32_t length : lengths)
    if (count < enough) count *= length;
  return count;
}

}  // namespace

IdxArray parse_idx(std::string_view bytes, int rank, const std::string& file) {
  const std::size_t header = 4 + 4 * static_cast<std::size_t>(rank);
  check_header(bytes, rank, header, file);
  IdxArray array;
  for (std::size_t offset = 4; offset < header; offset += 4) array.lengths.push_back(big_endian(bytes, offset));
  array.values = bytes.substr(header);
  array.values_offset = header;
  const std::uint64_t expected = value_count(array.lengths);
  if (array.values.size() < expected)
    throw_malformed(file, bytes.size(), counted(expected) + " of values from offset " + std::to_string(header),
                    "the end of the file after " + counted(array.values.size()) + " of them");
  if (array.values.size() > expected)
    throw_malformed(file, header + expected, "the end of the file", counted(array.values.size() - expected) + " more");
  return array;
}

void check_idx_labels(const IdxArray& labels, int classes, const std::string& file) {
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const int label = static_cast<std::uint8_t>(labels.values[i]);
    if (label >= classes)
      throw_malformed(file, labels.values_offset + i, "a label from 0 to " + std::to_string(classes - 1),
                      std::to_string(label));
  }
}

}  // namespace imprint
