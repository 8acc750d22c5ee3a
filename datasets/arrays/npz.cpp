// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/arrays/npz.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <charconv>
#include <memory>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 30;
constexpr std::string_view npy_magic = "\x93NUMPY";

struct ElementType {
  std::string_view descr;
  std::string_view type;
  std::size_t bytes;
};
constexpr std::array<ElementType, 5> element_types = {
    {{"|u1", "U8", 1}, {"<i4", "I32", 4}, {"<i8", "I64", 8}, {"<f4", "F32", 4}, {"<f8", "F64", 8}}};

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

[[noreturn]] void refuse(const std::string& source, const std::string& member, const std::string& what) {
  throw InputError(source + ": " + member + ": " + what);
}

/// libarchive has words for most errors, not for all.
std::string reason_of(archive* zip) {
  const char* words = archive_error_string(zip);
  return words == nullptr ? "unknown reason" : words;
}

std::string member_bytes(archive* zip, const std::string& source, const std::string& member) {
  std::string bytes;
  std::array<char, 65536> buffer;
  for (;;) {
    const la_ssize_t read = archive_read_data(zip, buffer.data(), buffer.size());
    if (read < 0) refuse(source, member, "can't be unpacked: " + reason_of(zip));
    if (read == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(read) > most_bytes) refuse(source, member, "is larger than 4 GiB");
    bytes.append(buffer.data(), static_cast<std::size_t>(read));
  }
}

/// What follows 'key': in the header.
std::string_view value_of(std::string_view header, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string quoted = quote + std::string(key) + quote + ":";
    if (const auto found = header.find(quoted); found != std::string_view::npos)
      return trimmed(header.substr(found + quoted.size()));
  }
  return {};
}

/// Reads one member from the left.
class NpyReader {
 public:
  NpyReader(std::string_view bytes, const std::string& name, const std::string& source)
      : bytes_(bytes), name_(name), source_(source) {}

  NamedArray read() {
    const std::string_view header = take_header();
    const ElementType& type = type_in(header);
    if (!value_of(header, "fortran_order").starts_with("False"))
      refuse("is in Fortran's order; write it with numpy.ascontiguousarray");
    NamedArray array{name_, std::string(type.type), shape_in(header), {}};
    const auto expected = static_cast<std::size_t>(array.count()) * type.bytes;
    if (bytes_.size() != expected)
      refuse("expected " + std::to_string(expected) + " bytes of " + array_words(array) + ", found " +
             std::to_string(bytes_.size()));
    array.bytes = std::string(bytes_);
    return array;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const { imprint::refuse(source_, name_ + ".npy", what); }

  std::string_view take(std::size_t count) {
    if (bytes_.size() < count) refuse("is cut short");
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::string_view take_header() {
    if (take(npy_magic.size()) != npy_magic) refuse("is no .npy file");
    const std::size_t width = take(2).front() == 1 ? 2 : 4;
    std::size_t length = 0, shift = 0;
    for (const char byte : take(width)) {
      length |= static_cast<std::size_t>(static_cast<unsigned char>(byte)) << shift;
      shift += 8;
    }
    return take(length);
  }

  const ElementType& type_in(std::string_view header) const {
    const std::string_view text = value_of(header, "descr");
    for (const ElementType& type : element_types)
      if (text.size() > 4 && text.substr(1, 3) == type.descr) return type;
    refuse("has elements of a kind that is not read (" + std::string(text.substr(0, text.find(','))) +
           "); |u1, <i4, <i8, <f4 and <f8 are");
  }

  std::vector<std::int64_t> shape_in(std::string_view header) const {
    std::string_view text = value_of(header, "shape");
    const auto end = text.find(')');
    if (!text.starts_with('(') || end == std::string_view::npos) refuse("tells no shape");
    std::vector<std::int64_t> shape;
    std::int64_t count = 1;
    for (const auto& part : split(text.substr(1, end - 1), ',')) {
      const std::string_view number = trimmed(part);
      if (number.empty()) continue;  // (3,)
      std::int64_t length = -1;
      const auto [last, error] = std::from_chars(number.data(), number.data() + number.size(), length);
      if (error != std::errc() || last != number.data() + number.size() || length < 0 ||
          __builtin_mul_overflow(count, length, &count) || count > static_cast<std::int64_t>(most_bytes))
        refuse("tells no shape that can be: " + std::string(text.substr(0, end + 1)));
      shape.push_back(length);
    }
    return shape;
  }

  std::string_view bytes_;
  const std::string &name_, &source_;
};

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

NamedArray parse_npy(std::string_view bytes, const std::string& name, const std::string& source) {
  return NpyReader(bytes, name, source).read();
}

std::vector<NamedArray> arrays_of_npz(std::string_view bytes, const std::string& source) {
  const Archive zip(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    throw InputError(source + ": is no zip that can be read: " + reason_of(zip.get()));
  std::vector<NamedArray> arrays;
  for (;;) {
    archive_entry* entry = nullptr;
    const int state = archive_read_next_header(zip.get(), &entry);
    if (state == ARCHIVE_EOF) return arrays;
    if (state != ARCHIVE_OK) throw InputError(source + ": the zip is damaged: " + reason_of(zip.get()));
    const char* path = archive_entry_pathname(entry);
    const std::string member = path == nullptr ? "" : path;
    if (!member.ends_with(".npy")) refuse(source, member, "is no array (NAME.npy)");
    arrays.push_back(parse_npy(member_bytes(zip.get(), source, member), member.substr(0, member.size() - 4), source));
  }
}

}  // namespace imprint
