// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_directory.h"

#include <fcntl.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "core/base/random_stream.h"
#include "core/spec/spec_io.h"
#include "core/store/json_file.h"
#include "core/store/record_limits.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t reserve_bytes = 64 * 1024;

/// What an earlier `create` may have left that was stopped before it wrote config.json.
bool is_leftover(const std::string& name) {
  return name == "lock" || name == "reserve" || name == "checkpoints" || name == "baseline" ||
         name.starts_with("config.json.tmp.");
}

void require_free(const RunDirectory& run) {
  if (run.exists())
    throw InputError(run.root().string() + " holds a run already: continue it with --resume, or name another folder");
  for (const auto& entry : fs::directory_iterator(run.root()))
    if (const std::string name = entry.path().filename(); !is_leftover(name))
      throw InputError(run.root().string() + " is not empty (" + name + "): name a new folder for the run");
}

/// Bytes that no file system can compress away.
std::string incompressible(std::size_t count) {
  RandomStream stream(mix64(count));
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(stream());
  return bytes;
}

std::vector<std::vector<std::int64_t>> pairs_of(const std::vector<StepWindow>& windows) {
  std::vector<std::vector<std::int64_t>> pairs;
  for (const auto& window : windows) pairs.push_back({window.begin, window.end});
  return pairs;
}

std::vector<StepWindow> windows_of(const std::vector<std::array<std::int64_t, 2>>& pairs) {
  std::vector<StepWindow> windows;
  for (const auto& [begin, end] : pairs) windows.push_back({begin, end});
  return windows;
}

RunState state_in(const JsonFileReader& json, const fs::path& path) {
  try {
    return run_state_from(json.get<std::string>("state"));
  } catch (const InputError& error) {
    throw InputError(path.string() + ": " + error.what());
  }
}

/// Runs of before did not tell.
FailureKind failure_in(const JsonFileReader& json, const fs::path& path) {
  if (json.is_null("failure")) return FailureKind::none;
  try {
    return failure_kind_from(json.get<std::string>("failure"));
  } catch (const InputError& error) {
    throw InputError(path.string() + ": " + error.what());
  }
}

std::optional<double> optional_number(const JsonFileReader& json, const char* key) {
  return json.is_null(key) ? std::nullopt : std::optional(json.get<double>(key));
}

void set_optional(JsonFileWriter& json, const char* key, const std::optional<double>& value) {
  if (value)
    json.set(key, *value);
  else
    json.set(key, nullptr);
}

nlohmann::ordered_json discordant_json(const std::optional<DiscordantPairs>& pairs) {
  if (!pairs) return nullptr;
  return {{"images", pairs->samples}, {"only_baseline", pairs->only_baseline}, {"only_deficit", pairs->only_deficit}};
}

std::optional<DiscordantPairs> discordant_in(const JsonFileReader& json, const fs::path& path) {
  if (json.is_null("discordant")) return std::nullopt;
  try {
    const auto& pairs = json.json().at("discordant");
    const auto count = [&](const char* key) {
      return number_within(json_member<std::int64_t>(pairs, key), 0, most_steps, path.string(), key);
    };
    return DiscordantPairs{count("images"), count("only_baseline"), count("only_deficit")};
  } catch (const InputError&) {
    throw InputError(path.string() + ": \"discordant\" must hold the numbers images, only_baseline and only_deficit");
  }
}

}  // namespace

bool RunDirectory::exists() const {
  std::error_code error;
  return fs::exists(config(), error);
}

void RunDirectory::create() const {
  create_folders_durably(root_);
  require_free(*this);
  sync_folder(
      fs::absolute(root_).lexically_normal().parent_path());  // whoever made it may have been stopped before that
  create_folders_durably(checkpoints());
  make_reserve();
}

void RunDirectory::make_reserve() const {
  FileDescriptor file(reserve(), O_WRONLY | O_CREAT | O_TRUNC);
  file.write(incompressible(reserve_bytes));
  file.sync();
}

void RunDirectory::release_reserve() const noexcept {
  std::error_code ignored;
  fs::remove(reserve(), ignored);
}

void RunDirectory::write_config(const ExperimentSpec& spec) const {
  write_file_atomically(config(), spec_to_json(spec));
}

ExperimentSpec RunDirectory::read_config() const {
  const ExperimentSpec spec = spec_from_json(read_file_inside(config(), largest_config_file), config().string());
  require_sensible(spec, config().string());
  return spec;
}

void RunDirectory::write_status(const RunStatus& value) const {
  JsonFileWriter()
      .set("state", to_string(value.state))
      .set("reason", value.reason)
      .set("failure", to_string(value.failure))
      .set("step", value.step)
      .set("total_steps", value.total_steps)
      .set("process_id", value.process_id)
      .set("heartbeat_unix_seconds", value.heartbeat_unix_seconds)
      .write(status());
}

RunStatus RunDirectory::read_status() const {
  const JsonFileReader json(status());
  RunStatus value = {state_in(json, status()),       json.get<std::string>("reason"),
                     json.get<std::int64_t>("step"), json.get<std::int64_t>("total_steps"),
                     json.get<int>("process_id"),    json.get<double>("heartbeat_unix_seconds"),
                     failure_in(json, status())};
  require_sensible(value, status().string());
  return value;
}

void RunDirectory::write_plan(const RunPlan& value) const { write_file_atomically(plan(), plan_text(value)); }

std::string RunDirectory::plan_text(const RunPlan& value) {
  return JsonFileWriter()
      .set("total_steps", value.total_steps)
      .set("steps_per_epoch", value.steps_per_epoch)
      .set("train_images", value.train_samples)
      .set("test_images", value.test_samples)
      .set("validation_samples", value.validation_samples)
      .set("parameters", value.parameters)
      .set("macs_per_image", value.macs_per_sample)
      .set("deficit_windows", pairs_of(value.deficit_windows))
      .set("continuation", std::array{value.continuation.begin, value.continuation.end})
      .set("arms", value.arms)
      .set("threads", value.threads)
      .text();
}

RunPlan RunDirectory::read_plan() const {
  const JsonFileReader json(plan());
  RunPlan value;
  value.total_steps = json.get<std::int64_t>("total_steps");
  value.steps_per_epoch = json.get<std::int64_t>("steps_per_epoch");
  value.train_samples = json.get<std::int64_t>("train_images");
  value.test_samples = json.get<std::int64_t>("test_images");
  if (!json.is_null("validation_samples")) value.validation_samples = json.get<std::int64_t>("validation_samples");
  value.parameters = json.get<std::int64_t>("parameters");
  value.macs_per_sample = json.get<std::int64_t>("macs_per_image");
  value.deficit_windows = windows_of(json.get<std::vector<std::array<std::int64_t, 2>>>("deficit_windows"));
  if (!json.is_null("continuation")) {
    const auto [begin, end] = json.get<std::array<std::int64_t, 2>>("continuation");
    value.continuation = {begin, end};
  }
  value.arms = json.get<std::vector<std::string>>("arms");
  value.threads = json.get<int>("threads");
  require_sensible(value, plan().string());
  return value;
}

void RunDirectory::write_comparison(const ComparisonResult& result) const {
  JsonFileWriter json;
  json.set("metric", result.metric)
      .set("final_value", result.final_value)
      .set("baseline_final", result.baseline_final)
      .set("deficit_final", result.deficit_final)
      .set("damage", result.damage);
  set_optional(json, "gap_at_deficit_end", result.gap_at_deficit_end);
  set_optional(json, "recovery", result.recovery);
  json.set("evaluations_used", result.evaluations_used).set("no_clean_step", result.no_clean_step);
  json.set("discordant", discordant_json(result.discordant));
  json.write(comparison());
}

ComparisonResult RunDirectory::read_comparison() const {
  const JsonFileReader json(comparison());
  ComparisonResult result = {json.get<std::string>("metric"),      json.get<std::string>("final_value"),
                             json.number_or_nan("baseline_final"), json.number_or_nan("deficit_final"),
                             json.number_or_nan("damage"),         optional_number(json, "gap_at_deficit_end"),
                             optional_number(json, "recovery")};
  if (json.is_null("evaluations_used")) return result;  // of an older version
  result.evaluations_used = json.get<int>("evaluations_used");
  result.no_clean_step = json.get<bool>("no_clean_step");
  result.discordant = discordant_in(json, comparison());
  return result;
}

void RunDirectory::write_branches(const std::vector<RunBranch>& value) const {
  auto list = nlohmann::ordered_json::array();
  for (const RunBranch& branch : value) list.push_back({{"step", branch.step}, {"directory", branch.directory}});
  JsonFileWriter().set("branches", list).write(branches());
}

std::vector<RunBranch> RunDirectory::read_branches() const {
  std::vector<RunBranch> value;
  std::error_code error;
  if (!fs::exists(branches(), error)) return value;
  const JsonFileReader json(branches());
  try {
    for (const auto& branch : json_part(json.json(), "branches"))
      value.push_back({json_member<std::int64_t>(branch, "step"), json_member<std::string>(branch, "directory")});
  } catch (const InputError&) {
    throw InputError(branches().string() + ": \"branches\" must be a list of objects with step and directory");
  }
  for (const RunBranch& branch : value) {
    require_sensible(branch, branches().string());
    if (const fs::path target = root_ / branch.directory; fs::is_symlink(fs::symlink_status(target, error)))
      throw InputError(branches().string() + ": " + target.string() + " is a link: put the folder itself there");
  }
  return value;
}

}  // namespace imprint
