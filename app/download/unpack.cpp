// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "app/download/part_file.h"
#include "app/download/sha256.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_descriptor.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Read from its beginning to its end, once.
class ArchiveReader {
 public:
  explicit ArchiveReader(const fs::path& path)
      : file_(path, O_RDONLY, OpenRule::named), reader_(archive_read_new(), &archive_read_free) {
    constexpr std::size_t block_bytes = 1 << 16;
    archive_read_support_filter_gzip(reader_.get());
    archive_read_support_format_tar(reader_.get());
    archive_read_support_format_zip(reader_.get());
    if (archive_read_open_fd(reader_.get(), file_.get(), block_bytes) != ARCHIVE_OK) refuse("is no .tar.gz or .zip");
  }

  /// The next entry that is no folder; nullptr at the end. Throws InputError for one that may not be unpacked.
  archive_entry* next() {
    for (;;) {
      archive_entry* entry = nullptr;
      const int state = archive_read_next_header(reader_.get(), &entry);
      if (state == ARCHIVE_EOF) return nullptr;
      if (state != ARCHIVE_OK && state != ARCHIVE_WARN) refuse("is damaged");
      name_ = checked_name(entry);
      if (archive_entry_filetype(entry) != AE_IFDIR) return entry;
    }
  }

  /// Of the entry that `next` gave last.
  const std::string& name() const { return name_; }

  void read_data(const std::function<void(std::string_view)>& take) {
    std::string buffer(1 << 16, '\0');
    for (;;) {
      const la_ssize_t read = archive_read_data(reader_.get(), buffer.data(), buffer.size());
      if (read < 0) refuse("is damaged at " + name_);
      if (read == 0) return;
      take({buffer.data(), static_cast<std::size_t>(read)});
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    const char* words = archive_error_string(reader_.get());  // there are none for some errors
    throw InputError(file_.path().string() + " " + what + (words == nullptr ? "" : std::string(": ") + words));
  }

  [[noreturn]] void refuse_entry(const std::string& name, const std::string& what) const {
    throw InputError(file_.path().string() + ": its entry \"" + name + "\" " + what + "; nothing was unpacked");
  }

  std::string checked_name(archive_entry* entry) const {
    const char* text = archive_entry_pathname(entry);
    const std::string name = text == nullptr ? "" : text;
    const fs::path path = name;
    if (name.empty()) refuse_entry(name, "has no name that can be read");
    if (path.is_absolute()) refuse_entry(name, "has an absolute path");
    if (std::ranges::find(path, fs::path("..")) != path.end()) refuse_entry(name, "leads out of the folder");
    if (std::ranges::any_of(name, [](unsigned char c) { return c < ' ' || c == '\\'; }))
      refuse_entry(name, "has a name that no file should have");
    const auto type = archive_entry_filetype(entry);
    const bool is_file = type == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (!is_file && type != AE_IFDIR) refuse_entry(name, "is a link or a device, no file");
    return name;
  }

  FileDescriptor file_;
  std::unique_ptr<struct archive, decltype(&archive_read_free)> reader_;
  std::string name_;
};

void look_at_every_name(const fs::path& path, const CancellationToken& token) {
  ArchiveReader reader(path);
  while (reader.next() != nullptr) token.throw_if_cancelled();
}

std::string name_without(const std::string& folder, const std::string& name) {
  const std::string normal = fs::path(name).lexically_normal().string();  // "./x" is "x"
  return !folder.empty() && normal.starts_with(folder + "/") ? normal.substr(folder.size() + 1) : normal;
}

UnpackedFile write_entry(ArchiveReader& reader, const fs::path& folder, const std::string& name,
                         const CancellationToken& token) {
  const fs::path target = folder / name;
  create_folders_durably(target.parent_path());
  PartFile part(target);
  part.reset();  // an unpacking that was interrupted begins anew
  reader.read_data([&](std::string_view bytes) {
    token.throw_if_cancelled();
    part.append(bytes);
  });
  UnpackedFile file{name, part.size(), part.sha256(token)};
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) {
    part.finish();
    return file;
  }
  const bool is_same = holds_content_of(file, target, token);
  part.reset();
  if (!is_same)
    throw InputError(target.string() +
                     " is there already, but is another file than in the archive: move it away, or "
                     "name another folder by --to");
  return file;
}

}  // namespace

bool holds_content_of(const UnpackedFile& file, const fs::path& path, const CancellationToken& token) {
  const FileDescriptor there(path, O_RDONLY, OpenRule::named);
  return there.size() == file.bytes && sha256_of(there, token) == file.sha256;
}

std::vector<UnpackedFile> unpack(const fs::path& archive, const fs::path& folder, const std::string& without_folder,
                                 const CancellationToken& token) {
  look_at_every_name(archive, token);
  ArchiveReader reader(archive);
  std::vector<UnpackedFile> files;
  while (reader.next() != nullptr)
    files.push_back(write_entry(reader, folder, name_without(without_folder, reader.name()), token));
  return files;
}

}  // namespace imprint
