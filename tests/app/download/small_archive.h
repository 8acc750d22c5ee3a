// SPDX-License-Identifier: GPL-3.0-or-later
// Archives of a few bytes, right and wrong ones.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <vector>

namespace imprint::test {

struct ArchiveMember {
  std::string path;
  std::string content = {};
  std::string link_to = {};  // a symbolic link instead of a file
};

/// A .tar.gz, or a .zip.
inline std::string small_archive(const std::vector<ArchiveMember>& members, bool as_zip = false) {
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  if (as_zip) {
    archive_write_set_format_zip(writer);
  } else {
    archive_write_add_filter_gzip(writer);
    archive_write_set_format_pax_restricted(writer);
  }
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const ArchiveMember& member : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.path.c_str());
    const bool is_folder = member.path.ends_with('/');
    archive_entry_set_filetype(entry, !member.link_to.empty() ? AE_IFLNK : is_folder ? AE_IFDIR : AE_IFREG);
    if (!member.link_to.empty()) archive_entry_set_symlink(entry, member.link_to.c_str());
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
    archive_write_header(writer, entry);
    archive_write_data(writer, member.content.data(), member.content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace imprint::test
