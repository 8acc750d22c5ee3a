// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_kind.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view first_bytes;
  FileKind kind;
};
constexpr std::array signatures = {Signature{"PK\x03\x04"sv, FileKind::zip},
                                   Signature{"PK\x05\x06"sv, FileKind::zip},
                                   Signature{"\x1f\x8b"sv, FileKind::gzip},
                                   Signature{"version https://git-lfs"sv, FileKind::lfs_pointer},
                                   Signature{"\x89PNG"sv, FileKind::image},
                                   Signature{"\xff\xd8\xff"sv, FileKind::image},
                                   Signature{"GIF8"sv, FileKind::image},
                                   Signature{"%PDF-"sv, FileKind::pdf},
                                   Signature{"\x89HDF\r\n"sv, FileKind::hdf5},
                                   Signature{"BZh"sv, FileKind::other_archive},
                                   Signature{"\xfd\x37zXZ"sv, FileKind::other_archive},
                                   Signature{"\x28\xb5\x2f\xfd"sv, FileKind::other_archive},
                                   Signature{"7z\xbc\xaf"sv, FileKind::other_archive},
                                   Signature{"\xff\xfe"sv, FileKind::utf16},
                                   Signature{"\xfe\xff"sv, FileKind::utf16}};

/// Read as "FILE is `what`, not ...: `advice`".
struct Description {
  std::string_view what;
  std::string_view advice;
};

Description description_of(FileKind kind) {
  switch (kind) {
    case FileKind::empty: return {"empty", "it was never written, or its download failed; get it again"};
    case FileKind::zeros: return {"all zeros", "its download or copy was never completed; get it again"};
    case FileKind::html:
      return {"an HTML page", "the download failed, or its link leads to a page; get the file itself"};
    case FileKind::lfs_pointer: return {"a Git LFS pointer", "it stands for the file; run git lfs pull to get that"};
    case FileKind::zip:
      return {
          "a ZIP archive",
          "as PyTorch's .pt, NumPy's .npz and spreadsheets are; unpack it, or save in the right format (weights with "
          "safetensors.torch.save_file)"};
    case FileKind::pickle:
      return {"a Python pickle",
              "reading it would run its code; save in the right format (weights with safetensors.torch.save_file)"};
    case FileKind::gzip: return {"gzip-compressed", "unpack it with gunzip"};
    case FileKind::other_archive: return {"an archive (bzip2, xz, zstd, 7z or tar)", "unpack it"};
    case FileKind::image: return {"a picture", "was another file meant?"};
    case FileKind::pdf: return {"a PDF document", "was another file meant?"};
    case FileKind::hdf5: return {"an HDF5 file", "convert it"};
    case FileKind::utf16: return {"UTF-16 text", "save it as UTF-8"};
    case FileKind::json: return {"JSON", "was another file meant, or does its name end wrongly?"};
  }
  return {};
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool is_html(std::string_view text) {
  const std::string start = lower_case(text.substr(0, 64));
  constexpr std::array beginnings = {"<!doctype html"sv, "<html"sv, "<head"sv, "<script"sv, "<!--"sv, "<?xml"sv};
  return std::ranges::any_of(beginnings, [&](std::string_view b) { return start.starts_with(b); });
}

/// Protocols 2 to 5 begin with 80 and their number; protocol 0 is text and not told from others.
bool is_pickle(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

bool is_tar(std::string_view bytes) { return bytes.size() > 262 && bytes.substr(257, 5) == "ustar"; }

/// A brace, and behind it what JSON may have there: TOML has no such beginning.
bool is_json(std::string_view text) {
  if (!text.starts_with('{')) return false;
  const std::string_view rest = trimmed(text.substr(1));
  return rest.starts_with('"') || rest.starts_with('}');
}

bool has_control_bytes(std::string_view bytes) {
  return std::ranges::any_of(bytes.substr(0, 4096), [](char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == '\x7f';
  });
}

}  // namespace

std::optional<FileKind> recognise_file(std::string_view bytes) {
  if (bytes.empty()) return FileKind::empty;
  if (bytes.front() == '\0' && bytes.find_first_not_of('\0') == std::string_view::npos) return FileKind::zeros;
  for (const Signature& signature : signatures)
    if (bytes.starts_with(signature.first_bytes)) return signature.kind;
  if (is_pickle(bytes)) return FileKind::pickle;
  if (is_tar(bytes)) return FileKind::other_archive;
  const std::string_view text = trimmed(without_byte_order_mark(bytes).substr(0, 1024));
  if (is_html(text)) return FileKind::html;
  if (is_json(text)) return FileKind::json;
  return std::nullopt;
}

void refuse_other_kind(std::string_view bytes, const std::string& file, std::string_view wanted) {
  const auto kind = recognise_file(bytes);
  if (!kind) return;
  const Description found = description_of(*kind);
  throw InputError(file + " is " + std::string(found.what) + ", not " + std::string(wanted) + ": " +
                   std::string(found.advice));
}

void refuse_no_text(std::string_view bytes, const std::string& file, std::string_view wanted, bool json_is_wanted) {
  const auto kind = recognise_file(bytes);
  if (kind == FileKind::empty || (kind == FileKind::json && json_is_wanted)) return;
  refuse_other_kind(bytes, file, wanted);
  if (has_control_bytes(bytes)) throw InputError(file + " holds bytes that are no text, not " + std::string(wanted));
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace imprint
