// SPDX-License-Identifier: GPL-3.0-or-later
// ARCHIVE.fetched.json: what an archive was and what came out of it. The archive itself is deleted, so that data lie on
// the disk once; by the receipt a later fetch knows that they are whole.
//
//   {"url": "https://...", "bytes": 83058288, "sha256": "...", "is_verified": true,
//    "unpacked": [{"path": "raw/edge.csv.gz", "bytes": 5, "sha256": "..."}, ...]}
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/download/fetch_file.h"
#include "app/download/unpack.h"

namespace imprint {

struct FetchReceipt {
  FetchedFile archive;
  std::vector<UnpackedFile> unpacked;
};

/// Written whole or not at all. Throws DiskFullError, FileError.
void write_receipt(const std::filesystem::path& folder, const FetchReceipt& receipt);

/// That of `archive`, if there is one, if it can be read and if every file that it names lies below `folder` as it came
/// out of the archive. Throws CancelledError.
std::optional<FetchReceipt> valid_receipt(const std::filesystem::path& folder, const PublishedFile& archive,
                                          const CancellationToken& token);

}  // namespace imprint
