// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/user_folders.h"

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Puts the variables that tell of folders back at the end.
class UserFolders : public ::testing::Test {
 protected:
  UserFolders() {
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}) {
      const char* value = std::getenv(name);
      before_[name] = value == nullptr ? std::nullopt : std::optional<std::string>(value);
    }
  }
  ~UserFolders() override {
    for (const auto& [name, value] : before_)
      value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
  }
  static fs::path home_of_the_system() {
    const passwd* entry = ::getpwuid(::getuid());
    return entry == nullptr ? fs::path() : fs::path(entry->pw_dir);
  }
  std::map<std::string, std::optional<std::string>> before_;
};

TEST_F(UserFolders, TildeMeansHome) {
  ::setenv("HOME", "/home/somebody", 1);
  EXPECT_EQ(expand_home("~"), "/home/somebody");
  EXPECT_EQ(expand_home("~/"), "/home/somebody");
  EXPECT_EQ(expand_home("~/a/b"), "/home/somebody/a/b");
  EXPECT_EQ(expand_home("a/~"), "a/~");
  EXPECT_EQ(expand_home(""), "");
}

TEST_F(UserFolders, TildeWithANameMeansThatUsersHome) {
  const passwd* entry = ::getpwuid(0);
  if (entry == nullptr) GTEST_SKIP() << "no user 0 here";
  const std::string name = entry->pw_name, home = entry->pw_dir;
  EXPECT_EQ(expand_home("~" + name + "/a"), fs::path(home) / "a");
  EXPECT_EQ(expand_home("~no such user/a"), "~no such user/a");
}

TEST_F(UserFolders, HomeThatIsMissingEmptyOrRelativeIsAskedOfTheSystem) {
  const fs::path home = home_of_the_system();
  if (home.empty()) GTEST_SKIP() << "the system knows no home of this user";
  ::unsetenv("HOME");
  EXPECT_EQ(expand_home("~/a"), home / "a");
  for (const char* value : {"", "relative/path", "."}) {
    ::setenv("HOME", value, 1);
    EXPECT_EQ(expand_home("~/a"), home / "a") << value;
  }
}

TEST_F(UserFolders, RelativeXdgFoldersAreIgnored) {
  ::setenv("HOME", "/home/somebody", 1);
  ::setenv("XDG_DATA_HOME", "/data", 1);
  ::setenv("XDG_CONFIG_HOME", "/config", 1);
  EXPECT_EQ(user_data_folder(), "/data");
  EXPECT_EQ(user_config_folder(), "/config");
  for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME"}) ::setenv(name, "relative", 1);
  EXPECT_EQ(user_data_folder(), "/home/somebody/.local/share");
  EXPECT_EQ(user_config_folder(), "/home/somebody/.config");
}

}  // namespace
}  // namespace imprint
