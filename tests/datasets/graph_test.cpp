// SPDX-License-Identifier: GPL-3.0-or-later
// Graphs of files.
#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/dataset.h"
#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/graphs/graph_files.h"
#include "datasets/graphs/number_rows.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Five nodes of two classes in a ring.
class GraphFilesTest : public testing::Test {
 protected:
  GraphFilesTest() {
    std::filesystem::create_directories(folder_ / "raw");
    std::filesystem::create_directories(folder_ / "split" / "fixed");
    write("raw/edge.csv.gz", gzip("0,1\n1,2\n2,3\n3,4\n4,0\n"));
    write("raw/node-feat.csv", "1,0.5\n2,-1e-1\n3,0\n4,0\n5,0\n");
    write("raw/node-label.csv", "0\n1\n0.0\n1\n0\n");
    write("raw/num-node-list.csv", "5\n");
    write("split/fixed/train.csv", "0\n1\n");
    write("split/fixed/valid.csv", "2\n");
    write("split/fixed/test.csv", "4\n3\n");
  }
  void write(const std::string& name, const std::string& text) { write_file(folder_ / name, text); }
  DatasetSpec spec(std::vector<int> neighbours = {}) {
    DatasetSpec spec{.name = "graph", .root = folder_.string()};
    spec.options.set("neighbours", std::move(neighbours));
    return spec;
  }
  GraphFiles read(const std::string& split = "") {
    return read_graph_files(dataset_facts("graph"), folder_.string(), split);
  }
  std::string complaint(const std::string& split = "") {
    return input_error_of([&] { read(split); });
  }
  /// What is said of one file with other content.
  std::string complaint_of(const std::string& name, const std::string& text) {
    std::string before;
    {
      std::ifstream file(folder_ / name, std::ios::binary);
      before.assign(std::istreambuf_iterator<char>(file), {});
    }
    write(name, text);
    const std::string said = complaint();
    write(name, before);
    return said;
  }

  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
};

TEST_F(GraphFilesTest, AreReadAsOgbPublishesThem) {
  const GraphFiles files = read();
  EXPECT_EQ(files.nodes, 5);
  EXPECT_EQ(files.features, 2);
  EXPECT_EQ(files.classes, 2);
  EXPECT_THAT(files.values, ElementsAre(1, .5F, 2, -.1F, 3, 0, 4, 0, 5, 0));
  EXPECT_THAT(files.labels, ElementsAre(0, 1, 0, 1, 0));
  EXPECT_THAT(files.from, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(files.to, ElementsAre(1, 2, 3, 4, 0));
  EXPECT_THAT(files.test, ElementsAre(4, 3));
}

TEST_F(GraphFilesTest, BecomePartsThatSeeTheSameGraph) {
  const DatasetSplit split = load_dataset(spec(), 1);
  EXPECT_EQ(split.train->counted(), 2);
  EXPECT_EQ(split.validation->counted(), 1);
  EXPECT_EQ(split.train->shape(), (DataShape{.features = 2, .nodes = 5, .classes = 2}));
  const Batch batch = split.test->gather(std::vector<Sample>{{0}});
  EXPECT_EQ(batch.inputs.graph->layers.front().edges(), 10);
  EXPECT_THAT(
      std::vector<std::int64_t>(batch.targets.data_ptr<std::int64_t>(), batch.targets.data_ptr<std::int64_t>() + 2),
      ElementsAre(0, 1));
  EXPECT_EQ(facts_of(spec()).shape, split.train->shape());
  EXPECT_EQ(facts_of(spec()).train_samples, 1);
  EXPECT_EQ(facts_of(spec({3, 3})).train_samples, 2);
  EXPECT_EQ(load_dataset(spec({3, 3}), 1).train->size(), 2);
  EXPECT_EQ(load_dataset(spec({3, 3}), 1).train->shape(), facts_of(spec({3, 3})).shape);
}

TEST_F(GraphFilesTest, RowsAreNormalisedWhereThatIsAskedFor) {
  DatasetSpec normalised = spec();
  normalised.options.set("normalise_rows", true);
  const at::Tensor features = load_dataset(normalised, 1).train->gather(std::vector<Sample>{{0}}).inputs.values;
  EXPECT_FLOAT_EQ(features[0][0].item<float>(), 1 / 1.5F);
  EXPECT_FLOAT_EQ(features[2][0].item<float>(), 1);
}

TEST_F(GraphFilesTest, AreRefusedWithFileAndPlace) {
  std::string cut_short = gzip("0,1\n1,2\n2,3\n3,4\n4,0\n");
  cut_short.resize(cut_short.size() - 9);
  EXPECT_THAT(complaint_of("raw/edge.csv.gz", gzip("0,1\n1,5\n")),
              AllOf(HasSubstr("edge.csv.gz"), HasSubstr("line 2"), HasSubstr("node 5 isn't there")));
  EXPECT_THAT(complaint_of("raw/edge.csv.gz", gzip("0,1\n1,-1\n")), HasSubstr("line 2: node -1 isn't there"));
  EXPECT_THAT(complaint_of("raw/edge.csv.gz", gzip("0,1\n1\n")), HasSubstr("line 2: 2 numbers are expected, found 1"));
  EXPECT_THAT(complaint_of("raw/edge.csv.gz", cut_short),
              AllOf(HasSubstr("edge.csv.gz"), HasSubstr("incomplete download")));
  EXPECT_THAT(complaint_of("raw/node-label.csv", "0\n1\n0\n1\n"),
              AllOf(HasSubstr("node-label.csv: has 4 classes"), HasSubstr("features of 5 nodes")));
  EXPECT_THAT(complaint_of("raw/node-label.csv", "0\n1\n0\nnan\n0\n"),
              HasSubstr("node-label.csv: line 4: \"nan\" is no"));
  EXPECT_THAT(complaint_of("raw/node-label.csv", "0\n2\n0\n2\n0\n"), HasSubstr("class 1 has no nodes"));
  EXPECT_THAT(complaint_of("raw/node-label.csv", "0\n-1\n0\n1\n0\n"), HasSubstr("line 2: classes are counted from 0"));
  EXPECT_THAT(complaint_of("raw/node-label.csv", "0\n0\n0\n0\n0\n"), HasSubstr("of one class"));
  EXPECT_THAT(complaint_of("raw/node-feat.csv", "a,b\n1,2\n"), AllOf(HasSubstr("line 1"), HasSubstr("header")));
  EXPECT_THAT(complaint_of("raw/node-feat.csv", "1,2\n1,2,3\n"), HasSubstr("line 2: 2 numbers are expected, found 3"));
  EXPECT_THAT(complaint_of("raw/node-feat.csv", "\n"), HasSubstr("there is no line with numbers"));
  EXPECT_THAT(complaint_of("raw/num-node-list.csv", "6\n"), HasSubstr("says 6 nodes, but node-feat.csv has 5 lines"));
  EXPECT_THAT(complaint_of("split/fixed/valid.csv", "2\n1\n"),
              AllOf(HasSubstr("valid.csv: line 2: node 1 is in"), HasSubstr("train.csv"), HasSubstr("overlap")));
  EXPECT_THAT(complaint_of("split/fixed/valid.csv", "2\n2\n"), HasSubstr("a second time"));
  EXPECT_THAT(complaint_of("split/fixed/valid.csv", "7\n"), HasSubstr("valid.csv: line 1: node 7 isn't there"));
  EXPECT_EQ(complaint(), "");
  std::filesystem::create_directories(folder_ / "split" / "random");
  EXPECT_THAT(complaint(), AllOf(HasSubstr("several splits"), HasSubstr("fixed or random")));
  EXPECT_EQ(complaint("fixed"), "");
  EXPECT_THAT(complaint("third"), HasSubstr("train.csv"));
}

/// A form asks at every key that is typed, and "/" is on the way to every folder.
TEST_F(GraphFilesTest, AreLookedForInTheirOwnFoldersAlone) {
  const std::size_t own = files_of_graph(folder_.string(), "").size();
  EXPECT_GE(own, 7U);
  std::filesystem::create_directories(folder_ / "other" / "deep");
  write("other/deep/file", "1");
  EXPECT_EQ(files_of_graph(folder_.string(), "").size(), own);
  write("split/fixed/more.csv", "1");
  EXPECT_EQ(files_of_graph(folder_.string(), "").size(), own + 1);
}

TEST(NumberRows, ReadWholeNumbersHoweverTheyAreWritten) {
  EXPECT_THAT(whole_rows("1,2.0\n\n3,4e1\r\n", 2, "file").values, ElementsAre(1, 2, 3, 40));
  EXPECT_THAT(input_error_of([] { whole_rows("1.5\n", 1, "file"); }), HasSubstr("file: line 1: \"1.5\" is no number"));
}

}  // namespace
}  // namespace imprint::test
