// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/fetch_receipt.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

fs::path receipt_path(const fs::path& folder, const std::string& archive) {
  return folder / (archive + ".fetched.json");
}

FetchReceipt read_receipt(const fs::path& path, const std::string& archive) {
  const Json json = parse_ordered_json(read_whole_file(path, largest_json_file), path.string());
  FetchReceipt receipt{{archive, json_member<std::int64_t>(json, "bytes"), json_member<std::string>(json, "sha256"),
                        json_member<bool>(json, "is_verified"), json_member<std::string>(json, "url")},
                       {}};
  for (const Json& file : json_part(json, "unpacked"))
    receipt.unpacked.push_back({json_member<std::string>(file, "path"), json_member<std::int64_t>(file, "bytes"),
                                json_member<std::string>(file, "sha256")});
  return receipt;
}

bool is_of(const FetchReceipt& receipt, const PublishedFile& archive) {
  return receipt.archive.bytes == archive.bytes &&
         (archive.sha256.empty() || receipt.archive.sha256 == archive.sha256) && !receipt.unpacked.empty();
}

}  // namespace

void write_receipt(const fs::path& folder, const FetchReceipt& receipt) {
  Json unpacked = Json::array();
  for (const UnpackedFile& file : receipt.unpacked)
    unpacked.push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  const Json json = {{"url", receipt.archive.url},
                     {"bytes", receipt.archive.bytes},
                     {"sha256", receipt.archive.sha256},
                     {"is_verified", receipt.archive.is_verified},
                     {"unpacked", unpacked}};
  write_file_atomically(receipt_path(folder, receipt.archive.name), json_text(json) + "\n");
}

std::optional<FetchReceipt> valid_receipt(const fs::path& folder, const PublishedFile& archive,
                                          const CancellationToken& token) try {
  const FetchReceipt receipt = read_receipt(receipt_path(folder, archive.name), archive.name);
  const bool is_whole = is_of(receipt, archive) && std::ranges::all_of(receipt.unpacked, [&](const UnpackedFile& file) {
                          return holds_content_of(file, folder / file.path, token);
                        });
  return is_whole ? std::optional(receipt) : std::nullopt;
} catch (const InputError&) {
  return std::nullopt;  // no receipt, or a damaged one: the archive is asked
} catch (const JobError&) {
  return std::nullopt;  // a file that it names is gone
}

}  // namespace imprint
