// What several threads write comes out in order.
#include "searcher/batch/ordered_output.h"

#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace news::batch {
namespace {

using Part = OrderedOutput::Part;

TEST(OrderedOutput, a_part_is_held_until_those_before_it_are_finished) {
  std::ostringstream out;
  std::ostringstream err;
  OrderedOutput ordered(out, err);
  Part first(ordered, 0);
  Part second(ordered, 1);
  second.out() << "two";
  second.err() << "note two";
  second.finish();
  EXPECT_EQ(out.str() + err.str(), "");
  first.out() << "one ";
  first.finish();
  EXPECT_EQ(out.str(), "one two");
  EXPECT_EQ(err.str(), "note two");
}

TEST(OrderedOutput, many_threads_give_one_order_whatever_their_parts_weigh) {
  std::ostringstream out;
  std::ostringstream err;
  OrderedOutput ordered(out, err);
  constexpr std::uint64_t kParts = 500;
  const auto text = [](std::uint64_t number) {
    // Some are larger than what is held, some are empty.
    const std::size_t size = number % 50 == 7 ? OrderedOutput::kHeld + number : number % 3;
    return std::to_string(number) + std::string(size, 'x') + "\n";
  };
  std::atomic<std::uint64_t> next = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (std::uint64_t number = next++; number < kParts; number = next++) {
        Part part(ordered, number);
        part.out() << text(number);
        part.err() << number << ' ';
        part.finish();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::string expected;
  std::string expected_err;
  for (std::uint64_t number = 0; number < kParts; ++number) {
    expected += text(number);
    expected_err += std::to_string(number) + " ";
  }
  EXPECT_TRUE(out.str() == expected);
  EXPECT_EQ(err.str(), expected_err);
}

TEST(OrderedOutput, a_thread_far_ahead_waits) {
  std::ostringstream out;
  std::ostringstream err;
  OrderedOutput ordered(out, err);
  Part slow(ordered, 0);
  std::atomic<std::uint64_t> finished = 0;
  std::thread fast([&] {
    for (std::uint64_t number = 1; number < 3 * OrderedOutput::kWindow; ++number) {
      Part part(ordered, number);
      part.finish();
      finished = number;
    }
  });
  while (finished < OrderedOutput::kWindow - 1) std::this_thread::yield();
  EXPECT_EQ(finished, OrderedOutput::kWindow - 1) << "it can't have gone on: part 0 is not finished";
  slow.finish();
  fast.join();
  EXPECT_EQ(finished, 3 * OrderedOutput::kWindow - 1);
}

/// Fails as a full disk does.
class Failing : public std::streambuf {
 protected:
  int_type overflow(int_type) override { throw std::runtime_error("no space"); }
};

TEST(OrderedOutput, output_that_fails_ends_all_parts) {
  Failing buffer;
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);
  std::ostringstream err;
  OrderedOutput ordered(out, err);
  Part first(ordered, 0);
  Part second(ordered, 1);
  std::thread waiting([&] { EXPECT_THROW(second.out() << std::string(OrderedOutput::kHeld, 'x'), Abandoned); });
  first.out() << "x";
  EXPECT_THROW(first.finish(), Abandoned);
  waiting.join();
  EXPECT_THROW(ordered.rethrow(), std::runtime_error);
  EXPECT_THROW(Part(ordered, 2), Abandoned);
}

}  // namespace
}  // namespace news::batch
