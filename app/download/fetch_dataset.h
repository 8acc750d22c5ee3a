// SPDX-License-Identifier: GPL-3.0-or-later
// Public data into a folder, so that dataset.root = this folder works.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/download/fetch_file.h"
#include "app/download/fetch_listener.h"
#include "datasets/facts/published_facts.h"

namespace imprint {

struct FetchRequest {
  PublishedData data;
  std::filesystem::path folder;  // made if it is missing
  std::string from = {};         // http:// or https:// address below which all files lie, instead of the known ones
  FetchLimits limits = {};
};

struct FetchReport {
  std::filesystem::path folder;    // absolute
  std::vector<FetchedFile> files;  // as published: of an archive it is the archive
};

/// Fetches what is not there yet. Throws InputError for an address that is none or a folder that is a file, and as
/// fetch_file and unpack.
FetchReport fetch_dataset(const FetchRequest& request, FetchListener& listener, const CancellationToken& token);

}  // namespace imprint
