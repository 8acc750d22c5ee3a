// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is when it isn't what was wanted: so that a reader says "an HTML page" and not "wrong magic number".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imprint {

enum class FileKind {
  empty,
  zeros,
  html,
  lfs_pointer,
  zip,
  pickle,
  gzip,
  other_archive,
  image,
  pdf,
  hdf5,
  utf16,
  json
};

/// What the bytes look like; nothing for all else. Told by the first bytes, but for `zeros`: all of them.
std::optional<FileKind> recognise_file(std::string_view bytes);

/// For a reader that has found out that `bytes` are not what it takes: throws InputError
/// "FILE is an HTML page, not `wanted`: the download failed; ..." when they are of a known kind, and returns when they
/// are not. `wanted` is a noun: "safetensors", "an IDX file".
void refuse_other_kind(std::string_view bytes, const std::string& file, std::string_view wanted);

/// The same for readers of text, for whom an empty file is one without content, and bytes that are no text at all are
/// another kind, too. JSON is one unless `json_is_wanted`.
void refuse_no_text(std::string_view bytes, const std::string& file, std::string_view wanted, bool json_is_wanted);

/// The text behind the three bytes with which Windows programs mark UTF-8, if it begins with them.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace imprint
