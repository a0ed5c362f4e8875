// Mailboxes and messages -> articles: where messages begin, header fields, and every way in which text is packed.
#include <gtest/gtest.h>

#include "indexer/formats/mbox.h"
#include "indexer/formats/table.h"
#include "tests/unit/read_text.h"

namespace news::formats {
namespace {

using news::testing::CrumbStream;
using news::testing::read_stream;
using news::testing::read_text;
using news::testing::ReadResult;
using List = std::vector<std::string>;

constexpr std::string_view kSeparator = "From jane@example.org Fri Mar 29 13:14:05 2024\n";
constexpr std::string_view kHeader = "From: Jane Roe <jane@example.org>\nSubject: Comet\nMIME-Version: 1.0\n";

Article only(std::string_view message) {
  ReadResult result = read_text(kMboxFormat, message);
  EXPECT_EQ(result.articles.size(), 1U) << message;
  for (const std::string& reason : result.reasons("refused")) ADD_FAILURE() << reason;
  return result.articles.empty() ? Article() : result.articles.front();
}

Article with_fields(const std::string& fields) { return only(fields + "MIME-Version: 1.0\n\nText.\n"); }

/// Paragraphs of a message with these fields of its content and this body.
List body(const std::string& content_fields, const std::string& text) {
  return only(std::string(kHeader) + content_fields + "\n" + text).paragraphs;
}

std::string message(const std::string& subject, const std::string& text) {
  return std::string(kSeparator) + "From: Jane Roe <jane@example.org>\nSubject: " + subject + "\n\n" + text + "\n\n";
}

List titles(const ReadResult& result) {
  List found;
  for (const Article& article : result.articles) found.push_back(article.title);
  return found;
}

// ---- mailboxes ---------------------------------------------------------------------------------------------------

TEST(MboxReader, reads_every_message_with_the_bytes_that_it_takes) {
  const std::string first = message("One", "First text.");
  const std::string second = message("Two", "Second text.");
  const ReadResult result = read_text(kMboxFormat, first + second);
  ASSERT_EQ(titles(result), (List{"One", "Two"}));
  EXPECT_TRUE(result.said.size() == 2 && result.said[0].reason == "date of the mailbox's separator taken");
  EXPECT_EQ(result.articles[0].provenances.front().offset, 0U);
  EXPECT_EQ(result.articles[0].provenances.front().record, digest_of(first));
  EXPECT_EQ(result.articles[1].provenances.front().offset, first.size());
  EXPECT_EQ(result.articles[1].provenances.front().record, digest_of(second));
  EXPECT_EQ(to_iso(result.articles[1].published.value()), "2024-03-29T13:14:05");
}

struct Separation {
  const char* name;
  std::string between;  ///< behind the text of the first message, line ends included
  bool separates;
};
class Separators : public ::testing::TestWithParam<Separation> {};

TEST_P(Separators, begin_a_message_only_where_they_look_like_it) {
  const std::string text = message("One", "Text.");
  const std::string mailbox = text.substr(0, text.size() - 2) + GetParam().between + "Subject: Two\n\nMore.\n";
  const ReadResult result = read_text(kMboxFormat, mailbox);
  EXPECT_EQ(titles(result), GetParam().separates ? (List{"One", "Two"}) : List{"One"});
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Separators,
    ::testing::Values(
        Separation{"asctime", "\n\nFrom a@example.org Sat Mar 30 01:02:03 2024\n", true},
        Separation{"with_zone", "\n\nFrom a@example.org Sat Mar 30 01:02:03 MET 2024\n", true},
        Separation{"with_offset", "\n\nFrom a@example.org Sat Mar 30 01:02:03 2024 +0100\n", true},
        Separation{"remote", "\n\nFrom anna Sat Mar 30 01:02:03 2024 remote from harbour\n", true},
        Separation{"obscured_address", "\n\nFrom anna at example.org  Sat Mar 30 01:02:03 2024\n", true},
        Separation{"crlf", "\r\n\r\nFrom a@example.org Sat Mar 30 01:02:03 2024\r\n", true},
        Separation{"no_blank_line", "\nFrom a@example.org Sat Mar 30 01:02:03 2024\nMessage-ID: <2@example.org>\n",
                   true},
        Separation{"no_blank_line_and_no_field_of_mail", "\nFrom a@example.org Sat Mar 30 01:02:03 2024\n", false},
        Separation{"prose", "\n\nFrom the pier she saw it on Sat Mar 30 at dusk.\n", false},
        Separation{"prose_with_a_date", "\n\nFrom Skarvoy Sat Mar 30 01:02:03 2024\n\nnothing came.\n\n", false},
        Separation{"no_date", "\n\nFrom a@example.org\n", false},
        Separation{"quoted", "\n\n>From a@example.org Sat Mar 30 01:02:03 2024\n", false}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MboxReader, takes_the_quotation_off_lines_that_begin_with_from) {
  const Article article = only(message("One", ">From dusk on.\n\n>>From her letter.\n\n> From afar.\n\n>Fromage."));
  EXPECT_EQ(article.paragraphs, (List{"From dusk on.", ">From her letter.", "> From afar.", ">Fromage."}));
}

TEST(MboxReader, leaves_separators_alone_in_a_file_of_one_message) {
  const Article article = only(std::string(kHeader) + "\nBegin.\n\n" + message("Two", "End."));
  EXPECT_EQ(article.title, "Comet");
  EXPECT_EQ(article.paragraphs.back(), "End.");
}

TEST(MboxReader, gives_the_same_from_crumbs) {
  const std::string mailbox = message("One", "Text.") + message("Two", ">From\n\nhere") + message("Three", "End.");
  CrumbStream crumbs(mailbox, 1);
  const ReadResult whole = read_text(kMboxFormat, mailbox);
  EXPECT_EQ(whole.articles.size(), 3U);
  EXPECT_EQ(read_stream(kMboxFormat, crumbs).articles, whole.articles);
}

TEST(MboxReader, refuses_what_is_too_large_or_no_message_and_reads_on) {
  ReadOptions options;
  options.max_record_bytes = 400;
  const std::string mailbox = message("Long", std::string(5000, 'x')) + std::string(kSeparator) + "\nNo header.\n\n" +
                              std::string(kSeparator) + "From: jane@example.org\nDate: Fri, 29 Mar 2024\n\n\n" +
                              message("Short", "Text.");
  const ReadResult result = read_text(kMboxFormat, mailbox, options);
  EXPECT_EQ(titles(result), List{"Short"});
  EXPECT_EQ(result.reasons("refused"),
            (List{"record is larger than 400 bytes", "no mail header", "no subject and no text"}));
  EXPECT_EQ(result.said.front().place.length, message("Long", std::string(5000, 'x')).size());
}

TEST(MboxReader, passes_over_what_is_no_article) {
  const ReadResult result = read_text(
      kMboxFormat, std::string(kSeparator) +
                       "From: Mail System Internal Data <daemon@example.org>\nX-IMAP: 0954343 01\n"
                       "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nText.\n\n" +
                       std::string(kSeparator) + "Subject: Gone\nX-Mozilla-Status: 0009\n\nText.\n\n" +
                       std::string(kSeparator) + "Subject: cmsg newgroup\nControl: newgroup harbour.news\n\nText.\n\n" +
                       std::string(kSeparator) +
                       "From: a@example.org\nNewsgroups: harbour.news\nControl: cancel <7@example.org>\n\nText.\n\n" +
                       std::string(kSeparator) + "Subject: Here\nX-Mozilla-Status: 0001\n\nText.\n");
  EXPECT_EQ(titles(result), List{"Here"});
  EXPECT_EQ(result.reasons("skipped"), (List{"data of a mail program", "deleted message", "control message"}));
  EXPECT_EQ(result.reasons("canceled"), List{"7@example.org"});
  EXPECT_EQ(read_text(kMboxFormat, "").reasons("skipped"), List{"empty"});
}

struct Hostile {
  const char* name;
  std::string message;
  const char* reason;
};
class HostileMessages : public ::testing::TestWithParam<Hostile> {};
TEST_P(HostileMessages, are_refused_before_they_take_the_machine) {
  const ReadResult result = read_text(kMboxFormat, GetParam().message);
  EXPECT_EQ(result.reasons("refused"), List{GetParam().reason});
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, HostileMessages,
    ::testing::Values(
        Hostile{"groups_in_groups", "Subject: A\nFrom: " + repeated("a:", 1'000'000) + "\n\nText.\n",
                "header field too long"},
        Hostile{
            "groups_in_a_forwarded_message",
            std::string(kHeader) + "Content-Type: message/rfc822\n\nFrom: " + repeated("a:", 1'000'000) + "\n\nText.\n",
            "header field too long"},
        Hostile{"groups_in_a_message_in_a_part",
                std::string(kHeader) +
                    "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nTo: " +
                    repeated("a:", 1'000'000) + "\n\nText.\n--b--\n",
                "header field too long"},
        Hostile{"long_field", std::string(kHeader) + "To: " + repeated("a@b,\n ", 100'000) + "\n\nText.\n",
                "header field too long"},
        Hostile{"many_fields", std::string(kHeader) + repeated("a: b\n", 3000) + "\nText.\n", "too many header fields"},
        Hostile{"many_parts",
                std::string(kHeader) + "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nx\n", 20'000),
                "too many parts"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MboxReader, reads_long_lines_and_rows_of_dashes_in_a_text) {
  const std::string text = repeated("--\n", 20'000) + repeated("a:", 10'000) + "\n";
  EXPECT_EQ(read_text(kMboxFormat, std::string(kHeader) + "\n" + text).articles.size(), 1U);
}

// ---- header ------------------------------------------------------------------------------------------------------

TEST(MboxReader, reads_the_fields_of_a_list_message) {
  const Article article = with_fields(
      "From: \"Jane Roe via Harbour News\" <news@lists.example.org>\nDate: Fri, 29 Mar 2024 13:14:05 +0100 (CET)\n"
      "Subject: [harbour] Bridge\n  opens\nMessage-ID: <12.34@example.org>\nList-Id: Harbour News "
      "<news.lists.example.org>\nKeywords: bridge, toll; Skarvoy\nContent-Language: en-GB\n"
      "Archived-At: <https://lists.example.org/12>\nOrganization: Meridian Post\n");
  EXPECT_EQ(article.title, "[harbour] Bridge opens");
  EXPECT_EQ(article.bylines, List{"Jane Roe"});
  EXPECT_EQ(to_iso(article.published.value()), "2024-03-29T13:14:05+01:00");
  EXPECT_EQ(article.id, "12.34@example.org");
  EXPECT_EQ(article.source, "Harbour News");
  EXPECT_EQ(article.topics, (List{"bridge", "toll", "Skarvoy"}));
  EXPECT_EQ(article.language, "en-GB");
  EXPECT_EQ(article.url, "https://lists.example.org/12");
}

TEST(MboxReader, reads_the_fields_of_a_news_article) {
  const Article article = with_fields(
      "Path: news.example.org!jane\nFrom: jane@example.org (Jane Roe)\nNewsgroups: harbour.news,harbour.tram\n"
      "Subject: Re: Tram\nMessage-ID: <5@example.org>\nOrganization: Meridian Post\nLines: 1\n");
  EXPECT_EQ(article.title, "Re: Tram");
  EXPECT_EQ(article.bylines, List{"Jane Roe"});
  EXPECT_EQ(article.source, "harbour.news");
  EXPECT_EQ(article.topics, (List{"harbour.news", "harbour.tram"}));
  EXPECT_FALSE(article.published);
}

struct Decoded {
  const char* name;
  std::string field;
  std::string title;
};
class Subjects : public ::testing::TestWithParam<Decoded> {};
TEST_P(Subjects, are_decoded) { EXPECT_EQ(with_fields("Subject: " + GetParam().field + "\n").title, GetParam().title); }

INSTANTIATE_TEST_SUITE_P(Rfc2047, Subjects,
                         ::testing::Values(Decoded{"quoted", "=?ISO-8859-1?Q?Caf=E9_am_Meer?=", "Café am Meer"},
                                           Decoded{"base64", "=?UTF-8?B?TWVlcnLDpHRpbg==?=", "Meerrätin"},
                                           Decoded{"two_words", "=?utf-8?q?Br=C3=BC?=\n =?utf-8?q?cke?=", "Brücke"},
                                           Decoded{"word_in_text", "On =?koi8-r?B?zcHRyw==?= again", "On маяк again"},
                                           Decoded{"raw_utf8", "Brücke", "Brücke"},
                                           Decoded{"raw_latin1",
                                                   "Br\xfc"
                                                   "cke und Caf\xe9 am Meer",
                                                   "Brücke und Café am Meer"},
                                           Decoded{"broken", "=?utf-8?q?open", "=?utf-8?q?open"},
                                           Decoded{"unknown_charset_of_ascii", "=?x-none?q?plain?=", "plain"}),
                         [](const auto& test) { return std::string(test.param.name); });

class Authors : public ::testing::TestWithParam<Decoded> {};
TEST_P(Authors, are_named_as_the_sender_names_himself) {
  EXPECT_EQ(with_fields("Subject: A\nFrom: " + GetParam().field + "\n").bylines, List{GetParam().title});
}

INSTANTIATE_TEST_SUITE_P(
    From, Authors,
    ::testing::Values(Decoded{"name", "Jane Roe <jane@example.org>", "Jane Roe"},
                      Decoded{"quoted", "\"Roe, Jane\" <jane@example.org>", "Roe, Jane"},
                      Decoded{"comment", "jane@example.org (Jane Roe)", "Jane Roe"},
                      Decoded{"encoded", "=?iso-8859-1?Q?J=F6rg_Roe?= <j@example.org>", "Jörg Roe"},
                      Decoded{"encoded_in_quotes", "\"=?iso-8859-1?Q?J=F6rg?=\" <j@example.org>", "Jörg"},
                      Decoded{"address", "jane@example.org", "jane@example.org"}),
    [](const auto& test) { return std::string(test.param.name); });

struct DateCase {
  const char* name;
  std::string field;
  std::string iso;
  std::string note;
};
class MailDates : public ::testing::TestWithParam<DateCase> {};
TEST_P(MailDates, are_read_and_mended) {
  const ReadResult result =
      read_text(kMboxFormat, "Subject: A\nMIME-Version: 1.0\nDate: " + GetParam().field + "\n\nB\n");
  ASSERT_EQ(result.articles.size(), 1U);
  const auto& published = result.articles.front().published;
  EXPECT_EQ(published ? to_iso(*published) : "", GetParam().iso);
  EXPECT_EQ(result.reasons("noted"), GetParam().note.empty() ? List{} : List{GetParam().note});
}

INSTANTIATE_TEST_SUITE_P(
    Date, MailDates,
    ::testing::Values(DateCase{"rfc5322", "Fri, 29 Mar 2024 13:14:05 +0000", "2024-03-29T13:14:05Z", ""},
                      DateCase{"comment", "Fri, 29 Mar 2024 13:14:05 -0700 (PDT (summer))", "2024-03-29T13:14:05-07:00",
                               ""},
                      DateCase{"two_digits", "29 Mar 94 13:14:05 GMT", "1994-03-29T13:14:05Z", ""},
                      DateCase{"three_digits", "Sat, 1 Jan 100 10:00:00 GMT", "2000-01-01T10:00:00Z", "date mended"},
                      DateCase{"asctime", "Fri Mar 29 13:14:05 2024", "2024-03-29T13:14:05", ""},
                      DateCase{"nonsense", "yesterday", "", "date not understood"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MboxReader, reads_a_text_that_begins_right_behind_the_header) {
  const ReadResult result =
      read_text(kMboxFormat, "From: jane@example.org (Jane Roe)\nSubject: Re: Mine\nLines: 1\nGood luck down there!");
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.articles.front().paragraphs, List{"Good luck down there!"});
  EXPECT_EQ(result.reasons("noted"), List{"no blank line behind the header"});
}

TEST(MboxReader, passes_over_debris_in_a_header) {
  const Article article = only("From: jane@example.org\n>From jane Fri Mar 29 13:14:05 2024\nSubject: A\n\nText.\n");
  EXPECT_EQ(article.title, "A");
  EXPECT_EQ(article.paragraphs, List{"Text."});
}

// ---- how text is packed ------------------------------------------------------------------------------------------

struct Packed {
  const char* name;
  std::string fields;
  std::string text;
  List paragraphs;
};
class Packing : public ::testing::TestWithParam<Packed> {};
TEST_P(Packing, is_undone) { EXPECT_EQ(body(GetParam().fields, GetParam().text), GetParam().paragraphs); }

std::string part(const std::string& fields, const std::string& text) { return "--b\n" + fields + "\n" + text + "\n"; }
const std::string kPlain = "Content-Type: text/plain\n";
const std::string kHtml = "Content-Type: text/html\n";

std::string multipart(const std::string& kind) { return "Content-Type: multipart/" + kind + "; boundary=\"b\"\n"; }

INSTANTIATE_TEST_SUITE_P(
    Encodings, Packing,
    ::testing::Values(
        Packed{"quoted_printable",
               "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
               "Caf=E9 on the=\n pier=2E\n\nSecond.\n",
               {"Café on the pier.", "Second."}},
        Packed{"base64",
               "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
               "RGllIEJyw7xja2UuCgpadW0g\nRW5kZS4K\n",
               {"Die Brücke.", "Zum Ende."}},
        Packed{"uuencoded_body",
               "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n",
               "begin 644 text\n+5&AE(&-O;65T+@H \n`\nend\n",
               {"The comet."}},
        Packed{"windows_1252",
               "Content-Type: text/plain; charset=windows-1252\n",
               "The \x93pier\x94 \x96 closed.\n",
               {"The “pier” – closed."}},
        Packed{"koi8", "Content-Type: text/plain; charset=koi8-r\n", "\xed\xc1\xd1\xcb.\n", {"Маяк."}},
        Packed{"iso_2022_jp", "Content-Type: text/plain; charset=iso-2022-jp\n", "\x1b$B@>\x1b(B\n", {"西"}},
        Packed{"utf_7", "Content-Type: text/plain; charset=utf-7\n", "Br+APw-cke\n", {"Brücke"}},
        Packed{"ascii_that_is_not", "Content-Type: text/plain; charset=us-ascii\n", "Die Brücke.\n", {"Die Brücke."}},
        Packed{"before_mime", "Content-Type: text\n", "Plain.\n", {"Plain."}}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Lines, Packing,
    ::testing::Values(
        Packed{"flowed",
               "Content-Type: text/plain; format=flowed\n",
               "The comet \ncame \nback.\n\n> It was \n> late.\n> Yes.\n",
               {"The comet came back.", "> It was late.", "> Yes."}},
        Packed{"flowed_stuffed", "Content-Type: text/plain; format=flowed\n", " From here \n on.\n", {"From here on."}},
        Packed{"delsp", "Content-Type: text/plain; format=flowed; delsp=yes\n", "彗星が \n来た。\n", {"彗星が来た。"}},
        Packed{"fixed", kPlain, "The comet came\nback.\n\nAgain.\n", {"The comet came\nback.", "Again."}},
        Packed{"signature", kPlain, "Text.\n-- \nJane\n+1 555\n", {"Text."}},
        Packed{"two_signatures", kPlain, "Text.\n-- \nJane\n\n-- \nThe list\n", {"Text."}},
        Packed{"dashes_are_no_signature", kPlain, "Text.\n\n--\nJane\n", {"Text.", "--\nJane"}},
        Packed{
            "uuencoded_file", kPlain, "See:\n\nbegin 644 a.gif\n+5&AE(&-O;65T+@H \n`\nend\n\nEnd.\n", {"See:", "End."}},
        Packed{"begin_in_prose",
               kPlain,
               "We\nbegin 644 years late\nwith this.\n",
               {"We\nbegin 644 years late\nwith this."}},
        Packed{"signed_text",
               kPlain,
               "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nText here\n- - dash\n-----BEGIN PGP "
               "SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n",
               {"Text here\n- dash"}}),
    [](const auto& test) { return std::string(test.param.name); });

const std::string kLongHtml =
    "<html><head><style>p{}</style></head><body><p>The bridge &amp; its toll, told at length " + std::string(300, 'x') +
    "</p><p>End.</p></body></html>";

INSTANTIATE_TEST_SUITE_P(
    Parts, Packing,
    ::testing::Values(
        Packed{"html", "Content-Type: text/html; charset=utf-8\n", "<p>One &amp; two<p>Three", {"One & two", "Three"}},
        Packed{"charset_in_html", kHtml, "<meta charset=\"iso-8859-1\"><p>Caf\xe9", {"Café"}},
        Packed{"alternative",
               multipart("alternative"),
               part(kPlain, "Plain.") + part(kHtml, "<p>Rich.") + "--b--\n",
               {"Plain."}},
        Packed{
            "html_alone", multipart("alternative"), part(kPlain, "") + part(kHtml, "<p>Rich.") + "--b--\n", {"Rich."}},
        Packed{"hint_instead_of_text",
               multipart("alternative"),
               part(kPlain, "Use HTML!") + part(kHtml, kLongHtml) + "--b--\n",
               {"The bridge & its toll, told at length " + std::string(300, 'x'), "End."}},
        Packed{"mixed",
               multipart("mixed"),
               part(kPlain, "One.") + part("Content-Type: image/png\nContent-Transfer-Encoding: base64\n", "AAAA") +
                   part(kPlain, "Two.") + "--b--\n",
               {"One.", "Two."}},
        Packed{"attachment",
               multipart("mixed"),
               part(kPlain, "One.") + part(kPlain + "Content-Disposition: attachment; filename=a.txt\n", "Two.") +
                   "--b--\n",
               {"One."}},
        Packed{"nothing_but_an_attachment",
               multipart("mixed"),
               part("Content-Disposition: attachment; filename=a.txt\n" + kPlain, "Two.") + "--b--\n",
               {"Two."}},
        Packed{
            "forwarded",
            multipart("mixed"),
            part(kPlain, "See.") + part("Content-Type: message/rfc822\n", "Subject: Mine\n\nIt is deep.") + "--b--\n",
            {"See.", "Mine", "It is deep."}},
        Packed{"signed_part",
               multipart("signed"),
               part(kPlain, "Text.") + part("Content-Type: text/plain\n", "signature") + "--b--\n",
               {"Text."}},
        Packed{"not_closed", multipart("mixed"), part(kPlain, "One.") + part(kPlain, "Two."), {"One.", "Two."}},
        Packed{"nested",
               multipart("mixed"),
               part("Content-Type: multipart/alternative; boundary=c\n",
                    "--c\n" + kPlain + "\nInner.\n--c\n" + kHtml + "\n<p>Rich.\n--c--") +
                   part(kPlain, "Outer.") + "--b--\n",
               {"Inner.", "Outer."}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MboxReader, leaves_out_parts_that_are_nested_too_deep) {
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    text += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  const ReadResult result = read_text(kMboxFormat, std::string(kHeader) + text + "\nDeep.\n");
  ASSERT_EQ(result.articles.size(), 1U);
  EXPECT_EQ(result.reasons("noted").at(0), "parts of a message left out");
}

TEST(MboxReader, reads_each_message_of_a_digest) {
  const std::string one = "\nFrom: Jane Roe <jane@example.org>\nSubject: One\n\nFirst.\n";
  const std::string two = "Content-Type: message/rfc822\n\nFrom: j@example.org\nSubject: Two\n\nSecond.\n";
  const std::string head = std::string(kSeparator) + std::string(kHeader) + multipart("digest") + "\n--b\n";
  const std::string mailbox = head + one + "--b\n" + two + "--b--\n\n" + message("After", "Text.");
  const ReadResult result = read_text(kMboxFormat, mailbox);
  ASSERT_EQ(titles(result), (List{"One", "Two", "After"}));
  EXPECT_EQ(result.articles[0].provenances.front().offset, head.size());
  EXPECT_EQ(result.articles[0].provenances.front().record, digest_of(one));
  EXPECT_EQ(result.articles[1].provenances.front().record, digest_of(two));
  EXPECT_EQ(result.articles[1].paragraphs, List{"Second."});
}

TEST(MboxReader, reads_a_digest_with_other_parts_as_one_article) {
  const Article article = only(std::string(kHeader) + multipart("digest") + "\n" + part(kPlain, "Contents.") +
                               part("", "From: j@example.org\nSubject: One\n\nFirst.") + "--b--\n");
  EXPECT_EQ(article.title, "Comet");
  EXPECT_EQ(article.paragraphs, (List{"Contents.", "One", "First."}));
}

TEST(MboxReader, takes_dateline_and_agency_from_the_text) {
  const Article article = only(std::string(kHeader) + "\nSKARVOY (Northlight News Agency) -- The comet came back.\n");
  EXPECT_EQ(article.dateline, "SKARVOY");
  EXPECT_EQ(article.agency, "Northlight News Agency");
}

// ---- sniffing ----------------------------------------------------------------------------------------------------

struct Sniffed {
  const char* name;
  std::string head;
  Confidence confidence;
};
class MailSniffing : public ::testing::TestWithParam<Sniffed> {};
TEST_P(MailSniffing, tells_mail_from_other_texts) {
  EXPECT_EQ(kMboxFormat.sniff({GetParam().head, "a"}), GetParam().confidence);
}

INSTANTIATE_TEST_SUITE_P(
    Heads, MailSniffing,
    ::testing::Values(
        Sniffed{"mailbox", message("One", "Text."), Confidence::certain},
        Sniffed{"message", "Received: from a\nFrom: a@example.org\nSubject: B\n\nC\n", Confidence::certain},
        Sniffed{"news_article", "From: a@example.org (A)\nSubject: B\nKeywords: c\nLines: 1\nText",
                Confidence::certain},
        Sniffed{"two_fields", "From: a@example.org\nSubject: B\n\nC\n", Confidence::likely},
        Sniffed{"labels", "Title: A\nDate: 29 March 2024\nBy: Jane Roe\nSource: Meridian Post\n\nText.\n",
                Confidence::no},
        Sniffed{"labels_of_mail", "Subject: A\nDate: 29 March 2024\nKeywords: b\n\nText.\n", Confidence::no},
        Sniffed{"prose", "From the pier she saw the lights of Skarvoy.\n", Confidence::no},
        Sniffed{"prose_with_a_date", "From March 29, 2024 on: nothing.\n", Confidence::no},
        Sniffed{"wide", std::string("F\0r\0o\0m\0", 8), Confidence::no}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MailSniffing, leaves_label_blocks_to_the_text_reader) {
  const std::string labels =
      "Title: Comet seen\nDate: 29 March 2024\nBy: Jane Roe\nSource: Meridian Post\n\nText is here.\n";
  EXPECT_EQ(sniff_format({labels, "a"})->name, "text");
  EXPECT_EQ(sniff_format({"From: a@example.org\nSubject: B\nMessage-ID: <c@d>\n\nC\n", "a.txt"})->name, "mbox");
}

}  // namespace
}  // namespace news::formats
