// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/hostile_folders.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/workflow/run_job.h"
#include "core/base/atomic_file.h"
#include "core/spec/spec_io.h"
#include "core/store/checkpoint_files.h"
#include "core/store/run_directory.h"
#include "core/store/run_notes.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* files_of_a_run[] = {"config.json",  "plan.json",       "status.json",     "metrics.csv",
                                          "events.jsonl", "comparison.json", "branches.json",   "notes.json",
                                          "lock",         "reserve",         "environment.json"};

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

std::string deep_json(int levels) {
  return "{\"format\": 1, \"a\": " + repeated("{\"a\": ", levels) + "1" + repeated("}", levels + 1);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  if (place == std::string::npos) throw std::runtime_error("no " + from + " to replace");
  return text.replace(place, from.size(), to);
}

/// The text with the value behind "key": up to the end of its line replaced.
std::string with_value(const std::string& text, const std::string& key, const std::string& value) {
  const auto place = text.find("\"" + key + "\": ");
  if (place == std::string::npos) throw std::runtime_error("no " + key);
  const auto begin = place + key.size() + 4, end = text.find('\n', begin);
  return text.substr(0, begin) + value + (text[end - 1] == ',' ? "," : "") + text.substr(end);
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

}  // namespace

HostileFolders::HostileFolders() {
  for (const fs::path& folder : {root(), scratch(), outside(), outside() / "theirs"}) fs::create_directory(folder);
  put(sentinel(), "untouched");
  put(outside() / "theirs/step-00000001.safetensors", "untouched");
  put(outside() / "theirs/step-00000001.state.safetensors", "untouched");
  write_tiny_mnist(folder_ / "data");
  ExperimentSpec spec = tiny_file_spec(folder_ / "data");
  spec.training.epochs = 2;
  RunControl control;
  RunListener listener;
  run_experiment({spec, folder_ / "good", false}, control, listener);
  put(folder_ / "sweep.toml", spec_to_toml(spec) + "\n[sweep.grid]\nseed = [1, 2]\n");
  pack_links();
  pack_pipes_and_folders();
  pack_texts();
  pack_specs();
}

void HostileFolders::put(const fs::path& file, const std::string& text) const {
  std::ofstream(file, std::ios::binary) << text;
}

fs::path HostileFolders::copy_of_run(const std::string& name) {
  const fs::path copy = root() / name;
  fs::copy(folder_ / "good", copy, fs::copy_options::recursive);
  const RunDirectory run(copy);
  RunStatus status = run.read_status();
  status.state = RunState::running;  // so that a resume has work to do
  run.write_status(status);
  write_notes(run, {{"tag"}, "note"});
  put(run.events(), "");
  runs_.push_back(copy);
  return copy;
}

void HostileFolders::pack_links() {
  for (const char* name : files_of_a_run) {
    const fs::path file = copy_of_run("link " + std::string(name)) / name;
    fs::remove(file);
    fs::create_symlink(sentinel(), file);
  }
  for (const char* name : {"baseline", "checkpoints", "baseline/checkpoints"}) {
    const fs::path folder = copy_of_run("link " + replaced(std::string(name) + "/", "/", " ")) / name;
    fs::remove_all(folder);
    fs::create_directory_symlink(outside() / "theirs", folder);
  }
  const RunDirectory run(copy_of_run("link in checkpoints"));
  const auto steps = checkpoint_steps(run.checkpoints());
  for (const fs::path& file :
       {model_file(run.checkpoints(), steps.back()), state_file(run.checkpoints(), steps.back())}) {
    fs::remove(file);
    fs::create_symlink(sentinel(), file);
  }
  fs::create_directory_symlink(outside(), root() / ".trash");
  fs::create_symlink(outside() / "new", root() / "index.sqlite");
  fs::create_directory(root() / "circle");
  for (const char* name : {"a", "b", "c"}) fs::create_directory_symlink("..", root() / "circle" / name);
}

void HostileFolders::pack_pipes_and_folders() {
  for (const char* name : files_of_a_run) {
    const fs::path pipe = copy_of_run("pipe " + std::string(name)) / name;
    fs::remove(pipe);
    if (::mkfifo(pipe.c_str(), 0644) != 0) throw std::runtime_error("no pipes here");
    const fs::path folder = copy_of_run("folder " + std::string(name)) / name;
    fs::remove(folder);
    fs::create_directory(folder);
  }
  const fs::path device = copy_of_run("device") / "lock";
  fs::remove(device);
  if (::mknod(device.c_str(), S_IFCHR | 0644, makedev(1, 5)) != 0)
    put(device, "");  // /dev/zero; only root may make one
}

void HostileFolders::pack_texts() {
  for (const char* name :
       {"config.json", "plan.json", "status.json", "comparison.json", "notes.json", "environment.json"}) {
    put(copy_of_run("deep " + std::string(name)) / name, deep_json(40'000));
    put(copy_of_run("cut " + std::string(name)) / name, "{\"format\": 1,");
  }
  const auto change = [&](const std::string& file, const std::string& key, const std::string& value) {
    const fs::path run = copy_of_run(file + " " + key + " " + std::to_string(runs_.size()));
    put(run / file, with_value(content_of(run / file), key, value));
  };
  const std::string evil = "\"../../evil\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202e<img src='x'>\"";
  for (const char* number : {"9223372036854775807", "-1", "1e300", "1e999"}) {
    change("plan.json", "total_steps", number);
    change("status.json", "step", number);
    change("config.json", "batch_size", number);
  }
  change("plan.json", "threads", "-3");
  change("config.json", "name", evil);
  change("config.json", "schedule", evil);
  change("status.json", "reason", evil);
  const fs::path notes = copy_of_run("notes");
  put(notes / "notes.json", "{\"format\": 1, \"tags\": [" + evil + "], \"note\": " + evil + "}");
  put(copy_of_run("branches") / "branches.json",
      R"({"format": 1, "branches": [{"step": 1, "directory": "../../outside/theirs"}, )"
      R"({"step": 2, "directory": "/tmp"}]})");
  const fs::path windows = copy_of_run("windows");
  put(windows / "plan.json", R"({"format": 1, "deficit_windows": [)" + repeated("[0,1],", 1'000'000) + "[0,1]]}");
  fs::resize_file(copy_of_run("sparse") / "metrics.csv", std::uintmax_t{1} << 40);
  put(copy_of_run("metrics") / "metrics.csv", "\x1b[31mstep\n\x1b]0;x\a,1\n");
}

void HostileFolders::pack_sweeps(const fs::path& planned) {
  const auto copy = [&](const std::string& name) {
    fs::copy(planned, root() / name, fs::copy_options::recursive);
    return sweeps_.emplace_back(root() / name);
  };
  const auto change = [&](const std::string& key, const std::string& value) {
    const fs::path plan = copy("sweep " + std::to_string(sweeps_.size())) / "plan.json";
    put(plan, with_value(content_of(plan), key, value));
  };
  for (const char* id : {"\"../../outside/theirs\"", "\"/tmp/x\"", "\"..\"", "\"a/b\"", "\"\\u001b[31m\"", "\"\""})
    change("id", id);
  for (const char* key : {"total_steps", "branch_step", "steps_per_epoch", "planned_steps", "parent", "same_as",
                          "baseline", "processes", "threads", "deficits"})
    for (const char* value : {"-3", "9223372036854775807", "1e300"}) change(key, value);
  change("processes", "0");
  for (const char* name : {"plan.json", "sweep.toml", "lock", "progress.json", "runs"}) {
    const fs::path file = copy("sweep link " + std::string(name)) / name;
    fs::remove_all(file);
    fs::create_symlink(std::string(name) == "runs" ? outside() / "theirs" : sentinel(), file);
    const fs::path pipe = copy("sweep pipe " + std::string(name)) / name;
    fs::remove_all(pipe);
    if (::mkfifo(pipe.c_str(), 0644) != 0) throw std::runtime_error("no pipes here");
  }
  put(copy("sweep deep") / "plan.json", deep_json(40'000));
  put(copy("sweep deep spec") / "sweep.toml", "[a" + repeated(".a", 40'000) + "]\n");
}

void HostileFolders::pack_specs() {
  const auto add = [&](std::vector<fs::path>& files, const std::string& name, const std::string& text) {
    put(scratch() / name, text);
    files.push_back(scratch() / name);
  };
  ExperimentSpec spec = tiny_file_spec(folder_ / "data");
  spec.training.epochs = 1;
  const std::string text = spec_to_toml(spec);
  for (const char* name : {"../../evil", "/abs/x", ".."}) {
    spec.name = name;
    add(specs_, "named " + std::to_string(specs_.size()) + ".toml", spec_to_toml(spec));
  }
  add(specs_, "deep.toml", "[a" + repeated(".a", 40'000) + "]\n");
  add(specs_, "deeper.toml", "a = " + repeated("[", 40'000));
  add(specs_, "escape.toml", "name = \"\\u001b[31m\"\n[\x1b[31m]\n");
  add(specs_, "many.toml", text + repeated("[[deficit]]\n", 100'000));
  const std::string sources = "\n[[panel]]\nkind = \"curves\"\nsources = [\"" + root().string() + "\"]\n";
  for (const char* name : {"../../evil", "/abs/x", "..", "a/b"})
    add(recipes_, "recipe " + std::to_string(recipes_.size()) + ".toml",
        "name = \"" + std::string(name) + "\"" + sources);
  add(recipes_, "recipe.toml", "name = \"figure\"" + sources);
}

std::map<std::string, std::string> HostileFolders::what_must_stay() const {
  std::map<std::string, std::string> files;
  for (auto entry = fs::recursive_directory_iterator(folder_.path()); entry != fs::recursive_directory_iterator();
       ++entry) {
    if (entry->path() == root() || entry->path() == scratch()) {
      entry.disable_recursion_pending();
      continue;
    }
    const auto mode = std::to_string(static_cast<unsigned>(entry->symlink_status().permissions()));
    files[entry->path().string()] = mode + (entry->is_regular_file() ? " " + content_of(entry->path()) : "");
  }
  return files;
}

}  // namespace imprint::test
