// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/preset_store.h"

#include <algorithm>
#include <cctype>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw JobError("cannot make " + folder.string() + ": " + error.message());
}

void move_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) throw JobError("cannot move " + from.string() + ": " + error.message());
}

/// Letters, digits and the like of a name; everything else becomes a dash.
std::string file_name(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    plain += std::isalnum(byte) != 0 || byte >= 0x80 || c == '-' || c == '_' || c == ' ' ? c : '-';
  }
  return plain.empty() ? "preset" : plain;
}

StoredPreset read_preset(const fs::path& file) {
  StoredPreset stored{file, {}, {}};
  try {
    stored.preset = preset_from_json(read_whole_file(file), file.filename().string());
  } catch (const InputError& error) {
    stored.problem = error.what();
  }
  if (stored.preset.name.empty()) stored.preset.name = file.stem().string();
  return stored;
}

}  // namespace

std::vector<StoredPreset> PresetStore::list() const {
  std::vector<StoredPreset> presets;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error))
    if (entry.is_regular_file() && entry.path().extension() == ".json") presets.push_back(read_preset(entry.path()));
  std::ranges::sort(presets, {}, [](const StoredPreset& stored) { return stored.preset.name; });
  return presets;
}

fs::path PresetStore::free_file(const fs::path& folder, const std::string& name) const {
  fs::path file = folder / (file_name(name) + ".json");
  for (int number = 2; fs::exists(file); ++number)
    file = folder / (file_name(name) + " " + std::to_string(number) + ".json");
  return file;
}

fs::path PresetStore::save(const Preset& preset) const {
  make_folder(folder_);
  fs::path file = free_file(folder_, preset.name);
  write_file_atomically(file, preset_to_json(preset));
  return file;
}

fs::path PresetStore::rename(const fs::path& file, const std::string& name) const {
  Preset preset = preset_from_json(read_whole_file(file), file.filename().string());
  preset.name = name;
  fs::path renamed = free_file(folder_, name);
  write_file_atomically(renamed, preset_to_json(preset));
  fs::remove(file);
  return renamed;
}

fs::path PresetStore::remove(const fs::path& file) const {
  const fs::path trash = folder_ / "trash";
  make_folder(trash);
  fs::path to = free_file(trash, file.stem().string());
  move_file(file, to);
  return to;
}

fs::path PresetStore::restore(const fs::path& trashed) const {
  fs::path to = free_file(folder_, trashed.stem().string());
  move_file(trashed, to);
  return to;
}

}  // namespace imprint::studio
