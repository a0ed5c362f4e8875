// Stored HTTP responses: heads, chunks and content codings, true and false.
#include "indexer/formats/http_message.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace news::formats {
namespace {

std::string compressed(std::string_view text, int window_bits) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}
std::string gzip(std::string_view text) { return compressed(text, 16 + MAX_WBITS); }

struct Case {
  const char* name;
  std::string block;
  std::string body;
  std::string said;  ///< fault or note
};

class Bodies : public ::testing::TestWithParam<Case> {};

TEST_P(Bodies, are_decoded) {
  const auto response = read_http(GetParam().block);
  ASSERT_TRUE(response);
  const HttpBody body = decoded_body(*response, 1 << 20);
  EXPECT_EQ(body.bytes, GetParam().body);
  EXPECT_EQ(body.fault + body.note, GetParam().said);
}

std::string with(const std::string& field, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nX: y\r\n" + field + "\r\n\r\n" + body;
}
std::string chunked(const std::string& bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 7) {
    const std::string part = bytes.substr(at, 7);
    text += std::to_string(part.size()) + "\r\n" + part + "\r\n";
  }
  return text + "0\r\n\r\n";
}
const std::string kText = "The mill has reopened.";

INSTANTIATE_TEST_SUITE_P(
    Table, Bodies,
    ::testing::Values(
        Case{"plain", with("Content-Length: 5", kText), kText, ""},
        Case{"chunked", with("Transfer-Encoding: Chunked", "4;x=y\r\nThe \r\n12\r\nmill has reopened.\r\n0\r\n\r\n"),
             kText, ""},
        Case{"chunked_cut_off", with("Transfer-Encoding: chunked", "4\r\nThe \r\nff\r\nmill"), "The mill", ""},
        Case{"not_chunked", with("Transfer-Encoding: chunked", kText), kText, "body is not chunked as stated"},
        Case{"gzip", with("content-encoding: GZIP", gzip(kText)), kText, ""},
        Case{"deflate", with("Content-Encoding: deflate", compressed(kText, MAX_WBITS)), kText, ""},
        Case{"raw_deflate", with("Content-Encoding: deflate", compressed(kText, -MAX_WBITS)), kText, ""},
        Case{"both", with("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", chunked(gzip(kText))), kText, ""},
        Case{"not_gzip", with("Content-Encoding: gzip", kText), kText, "content is not in gzip as stated"},
        Case{"unknown", with("Content-Encoding: zap", kText), "", "content coding 'zap' is not known"},
        Case{"bomb", with("Content-Encoding: gzip", gzip(std::string(std::size_t{8} << 20, 'x'))), "",
             "content coding gzip unpacks to too much"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Http, damaged_gzip_is_read_as_far_as_it_goes) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919) + ' ';
  const std::string coded = gzip(text);
  const std::string block = with("Content-Encoding: gzip", coded.substr(0, coded.size() / 2));
  const HttpBody body = decoded_body(*read_http(block), 1 << 20);
  EXPECT_FALSE(body.bytes.empty());
  EXPECT_TRUE(text.starts_with(body.bytes));
  EXPECT_EQ(body.note, "damaged gzip, read as far as it goes");
}

TEST(Http, heads_are_read_leniently) {
  const auto response =
      read_http("HTTP/1.0 404\nA : b\n c\nnonsense\nContent-Type: text/HTML; Charset=\"KOI8-R\"\n\nbody");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->fields.get("a"), "b c");
  EXPECT_EQ(media_type(response->fields.get("content-type")), "text/html");
  EXPECT_EQ(charset_of(response->fields.get("content-type")), "koi8-r");
  EXPECT_EQ(response->body, "body");
  EXPECT_FALSE(read_http("<html>"));
  EXPECT_FALSE(read_http("HTTP/"));
}

}  // namespace
}  // namespace news::formats
