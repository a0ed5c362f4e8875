#include "common/appender.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "common/codec.h"

namespace news {
namespace {

TEST(Appender, writes_what_the_codec_writes) {
  std::mt19937_64 random(7);
  std::string truth = "before";
  std::string out = truth;
  {
    Appender appender(out);
    for (int i = 0; i < 20'000; ++i) {
      const std::uint64_t number = random() >> (random() % 64);
      // Longer than the appender's block from time to time.
      std::string text(random() % (i % 1000 == 0 ? 10'000 : 30), static_cast<char>('a' + i % 26));
      switch (i % 5) {
        case 0:
          appender.number(number);
          put_varint(truth, number);
          break;
        case 1:
          appender.text(text);
          put_string(truth, text);
          break;
        case 2:
          appender.bytes(text);
          truth += text;
          break;
        case 3:
          appender.byte(static_cast<char>(number));
          truth += static_cast<char>(number);
          break;
        default: {
          const std::size_t size = text.size();
          text.append(Appender::kOverread, 'x');
          appender.text_overreading(std::string_view(text).substr(0, size));
          put_string(truth, std::string_view(text).substr(0, size));
        }
      }
    }
  }
  EXPECT_EQ(out, truth);
}

TEST(Appender, is_in_the_string_once_flushed) {
  std::string out;
  Appender appender(out);
  appender.bytes("ab");
  EXPECT_EQ(out, "");
  appender.flush();
  EXPECT_EQ(out, "ab");
  appender.flush();
  EXPECT_EQ(out, "ab");
}

}  // namespace
}  // namespace news
