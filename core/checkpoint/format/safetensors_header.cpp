// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/format/safetensors_header.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/base/file_kind.h"
#include "core/base/json_text.h"

namespace imprint {
namespace {

using Json = nlohmann::json;

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t largest_header = 100'000'000;
constexpr std::size_t most_dimensions = 64;  // as many as LibTorch's own loops take
constexpr int deepest_level = 4;             // the header's object, a tensor's object, its shape, a number

[[noreturn]] void fail(const std::string& source, std::size_t offset, const std::string& message) {
  throw InputError(source + ": offset " + std::to_string(offset) + ": " + message);
}

[[noreturn]] void fail_in_header(const std::string& source, const std::string& message) {
  fail(source, length_bytes, message);
}

/// JSON as it stands, cut where it is long.
std::string as_json(const Json& json) {
  const std::string text = json_text(json, json_in_one_line);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

std::string tensor_called(const std::string& name) { return "tensor " + as_json(name); }

/// Refuses what a parser would silently drop or what would fill the stack: names that are there twice, deep nesting.
class Watcher {
 public:
  explicit Watcher(const std::string& source) : source_(source) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > deepest_level) fail_in_header(source_, "the header nests objects or lists deeper than the format does");
    if (event == Json::parse_event_t::object_start) names_.emplace_back();
    if (event == Json::parse_event_t::object_end) names_.pop_back();
    if (event == Json::parse_event_t::key && !names_.back().insert(parsed.get<std::string>()).second)
      fail_in_header(source_, "the name " + as_json(parsed) + " is there twice in the header");
    return true;
  }

 private:
  const std::string& source_;
  std::vector<std::set<std::string>> names_;
};

/// The JSON text. Whatever has no such header is looked at: it may be another kind of file.
std::string_view header_text(std::string_view bytes, const std::string& source) {
  if (bytes.size() <= length_bytes || bytes[length_bytes] != '{') refuse_other_kind(bytes, source, "safetensors");
  if (bytes.size() < length_bytes)
    fail(source, bytes.size(), "expected an 8-byte header length, found the end of the file");
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), length_bytes);
  if (length > largest_header)
    fail(source, 0,
         "the header is said to be " + std::to_string(length) + " bytes long, more than the 100 MB that " +
             "safetensors allow: is this a safetensors file?");
  if (length > bytes.size() - length_bytes)
    fail(source, 0,
         "expected a header of " + std::to_string(length) + " bytes, the file has " +
             std::to_string(bytes.size() - length_bytes) + " left");
  const std::string_view text = bytes.substr(length_bytes, length);
  if (!text.starts_with('{')) fail_in_header(source, "expected a JSON header that begins with {");
  return text;
}

Json parse_json(std::string_view text, const std::string& source) {
  try {
    return Json::parse(text, Watcher(source));
  } catch (const Json::parse_error& error) {
    fail(source, length_bytes + error.byte, "the header is damaged: no JSON from here on");
  } catch (const Json::exception&) {
    fail_in_header(source, "the header is damaged: it holds a number that is too large");
  }
}

const Json& part_of(const Json& entry, const char* key, const std::string& name, const std::string& source) {
  if (!entry.is_object() || !entry.contains(key))
    fail_in_header(source, tensor_called(name) + " lacks \"" + key + "\"");
  return entry.at(key);
}

/// Elements of a list of whole numbers, none of them negative.
std::vector<std::uint64_t> whole_numbers(const Json& list, const std::string& what, const std::string& source) {
  if (!list.is_array()) fail_in_header(source, what + " must be a list, but is " + as_json(list));
  std::vector<std::uint64_t> numbers;
  for (const Json& element : list) {
    if (!element.is_number_unsigned())
      fail_in_header(source, what + " must hold whole numbers of at least 0, but has " + as_json(element));
    numbers.push_back(element.get<std::uint64_t>());
  }
  return numbers;
}

const SafetensorsType& type_from(const Json& dtype, const std::string& name, const std::string& source) {
  std::string known;
  for (const SafetensorsType& type : safetensors_types()) {
    if (dtype.is_string() && dtype.get_ref<const std::string&>() == type.name) return type;
    known += (known.empty() ? "" : ", ") + std::string(type.name);
  }
  fail_in_header(source, tensor_called(name) + " has the unknown dtype " + as_json(dtype) + "; known are " + known);
}

/// Bytes that the shape asks for. Refuses shapes whose strides would overflow, even where a size of 0 makes them empty.
std::size_t bytes_of(const TensorExtent& extent, std::size_t element_bytes, const std::string& source) {
  std::int64_t bytes = static_cast<std::int64_t>(element_bytes);
  bool possible = extent.shape.size() <= most_dimensions;
  for (const std::int64_t size : extent.shape)
    possible = possible && !__builtin_mul_overflow(bytes, std::max<std::int64_t>(size, 1), &bytes);
  if (!possible) fail_in_header(source, tensor_called(extent.name) + " has an impossible shape");
  return std::ranges::find(extent.shape, 0) == extent.shape.end() ? static_cast<std::size_t>(bytes) : 0;
}

TensorExtent read_extent(const std::string& name, const Json& entry, const std::string& source) {
  const SafetensorsType& type = type_from(part_of(entry, "dtype", name, source), name, source);
  TensorExtent extent{name, std::string(type.name), {}, 0, 0};
  for (const std::uint64_t size :
       whole_numbers(part_of(entry, "shape", name, source), "the shape of " + tensor_called(name), source)) {
    if (size > std::numeric_limits<std::int64_t>::max())
      fail_in_header(source, tensor_called(name) + " has an impossible shape");
    extent.shape.push_back(static_cast<std::int64_t>(size));
  }
  const auto offsets =
      whole_numbers(part_of(entry, "data_offsets", name, source), "data_offsets of " + tensor_called(name), source);
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    fail_in_header(source, "data_offsets of " + tensor_called(name) + " must be begin and end, but are " +
                               as_json(entry.at("data_offsets")));
  extent.begin = offsets[0];
  extent.end = offsets[1];
  if (const std::size_t expected = bytes_of(extent, type.bytes, source); extent.end - extent.begin != expected)
    fail_in_header(source, tensor_called(name) + " has another size than its shape: " + std::to_string(expected) +
                               " bytes are expected, data_offsets hold " + std::to_string(extent.end - extent.begin));
  return extent;
}

std::map<std::string, std::string> read_metadata(const Json& entry, const std::string& source) {
  std::map<std::string, std::string> metadata;
  if (!entry.is_object()) fail_in_header(source, "__metadata__ must be an object of texts, but is " + as_json(entry));
  for (const auto& [key, value] : entry.items()) {
    if (!value.is_string())
      fail_in_header(source, "__metadata__ must hold texts, but " + as_json(key) + " is " + as_json(value));
    metadata.emplace(key, value.get<std::string>());
  }
  return metadata;
}

/// In the order of their offsets the tensors follow each other from the first byte of the data to the last.
void check_cover(const SafetensorsHeader& header, std::size_t data_size, const std::string& source) {
  std::size_t position = 0;
  std::string before = "the header";
  for (const TensorExtent& extent : header.tensors) {
    if (extent.begin != position)
      fail(source, header.data_start + position,
           "expected " + tensor_called(extent.name) + " to start here, behind " + before + ", its header says " +
               std::to_string(header.data_start + extent.begin) +
               (extent.begin < position ? ": the two overlap" : ": a hole lies between them"));
    position = extent.end;
    before = tensor_called(extent.name);
  }
  if (position != data_size)
    fail(source, header.data_start + std::min(position, data_size),
         "expected " + std::to_string(position) + " bytes of tensor data, found " + std::to_string(data_size));
}

}  // namespace

const std::vector<SafetensorsType>& safetensors_types() {
  static const std::vector<SafetensorsType> types = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},
                                                     {"I32", 4}, {"I16", 2}, {"I8", 1},  {"U8", 1},   {"BOOL", 1}};
  return types;
}

SafetensorsHeader parse_safetensors_header(std::string_view bytes, const std::string& source) {
  const std::string_view text = header_text(bytes, source);
  const Json json = parse_json(text, source);
  SafetensorsHeader header;
  header.data_start = length_bytes + text.size();
  for (const auto& [name, entry] : json.items()) {
    if (name == "__metadata__")
      header.metadata = read_metadata(entry, source);
    else
      header.tensors.push_back(read_extent(name, entry, source));
  }
  std::ranges::sort(header.tensors, {}, [](const TensorExtent& extent) { return std::pair(extent.begin, extent.end); });
  check_cover(header, bytes.size() - header.data_start, source);
  return header;
}

}  // namespace imprint
