// SPDX-License-Identifier: GPL-3.0-or-later
// One published file into a folder: from the first address that gives it, over broken connections, checked, and under
// its name only when it is whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "app/download/fetch_listener.h"
#include "app/download/transfer.h"
#include "core/base/cancellation.h"
#include "datasets/facts/published_facts.h"

namespace imprint {

struct FetchLimits {
  TransferLimits transfer = {};
  int attempts = 5;          // at one address without a byte more, before the next one is asked
  double pause_seconds = 1;  // before the second attempt; twice as long before each further one
};

/// What goes along with every file of a fetch.
struct FetchContext {
  FetchLimits limits;
  FetchListener& listener;
  const CancellationToken& token;
  std::size_t number = 1, files = 1;  // which of how many files
};

struct FetchedFile {
  std::string name;
  std::int64_t bytes = 0;
  std::string sha256;
  bool is_verified = false;  // against a known checksum
  std::string url = {};      // empty: it was there already
};

/// Fetches `file` into `folder`, which exists. A file of this name that is whole stays; another is never touched.
/// FILE.part is continued, and left behind by whatever ends the fetch. Content of which the checksum is wrong is
/// deleted; when a part of it came from an earlier fetch, it is fetched once anew.
/// Throws InputError for a file of other content in its place; JobError that tells of every address why it failed;
/// CancelledError, DiskFullError, FileError.
FetchedFile fetch_file(const PublishedFile& file, const std::filesystem::path& folder, const FetchContext& context);

}  // namespace imprint
