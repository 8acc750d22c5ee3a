// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/fetch_dataset.h"

#include <algorithm>
#include <utility>

#include "app/download/fetch_receipt.h"
#include "app/download/size_text.h"
#include "app/download/unpack.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

void require_web_address(const std::string& from) {
  for (const std::string scheme : {"http://", "https://"})
    if (from.starts_with(scheme) && from.size() > scheme.size() && from[scheme.size()] != '/') return;
  throw InputError("--from = " + from + ": an address is expected, as in https://host/folder");
}

PublishedFile with_address(PublishedFile file, const std::string& from) {
  if (!from.empty()) file.urls = {from + (from.ends_with('/') ? "" : "/") + file.name};
  return file;
}

fs::path made_folder(const fs::path& path) {
  const fs::path folder = fs::absolute(path).lexically_normal();
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw InputError("--to = " + folder.string() + ": expected a folder, found a file");
  create_folders_durably(folder);
  return folder;
}

bool has_archive(const PublishedData& data) { return std::ranges::any_of(data.files, &PublishedFile::is_archive); }

FetchedFile fetch_archive(const PublishedFile& file, const fs::path& folder, const FetchContext& context) {
  if (const auto receipt = valid_receipt(folder, file, context.token)) {
    context.listener.on_message(file.name + ": is unpacked there already, whole");
    FetchedFile there = receipt->archive;
    there.url.clear();
    return there;
  }
  const FetchedFile fetched = fetch_file(file, folder, context);
  context.listener.on_message(file.name + ": unpacking");
  write_receipt(folder, {fetched, unpack(folder / file.name, folder, file.without_folder, context.token)});
  fs::remove(folder / file.name);
  return fetched;
}

std::vector<FetchedFile> fetch_all(const FetchRequest& request, const fs::path& folder, FetchContext context) {
  std::vector<FetchedFile> fetched;
  for (const PublishedFile& published : request.data.files) {
    ++context.number;
    const PublishedFile file = with_address(published, request.from);
    fetched.push_back(file.is_archive ? fetch_archive(file, folder, context) : fetch_file(file, folder, context));
  }
  return fetched;
}

}  // namespace

FetchReport fetch_dataset(const FetchRequest& request, FetchListener& listener, const CancellationToken& token) {
  if (!request.from.empty()) require_web_address(request.from);
  const fs::path folder = made_folder(request.folder);
  try {
    return {folder, fetch_all(request, folder, {request.limits, listener, token, 0, request.data.files.size()})};
  } catch (const DiskFullError&) {
    throw DiskFullError("the disk is full at " + folder.string() +
                        ": what has come stays there; free some space, then " +
                        "give the same command again (all of it is " + size_text(bytes_to_fetch(request.data)) +
                        " to fetch" + (has_archive(request.data) ? ", and more when it is unpacked" : "") + ")");
  }
}

}  // namespace imprint
