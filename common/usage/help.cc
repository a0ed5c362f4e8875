// --help and --help-all: terms to the left, what they mean to the right, at most 80 columns.
#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"
#include "common/usage/manual.h"

namespace news::usage {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kMeaning = 26;  ///< the column where meanings begin

/// Appends words from `column` on, broken before kColumns; further lines begin at `indent`.
void append_wrapped(std::string& out, std::string_view text, std::size_t column, std::size_t indent) {
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t width = count_characters(word);
    if (!first && column + 1 + width > kColumns) {
      out.append("\n").append(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    first = false;
  }
  out += '\n';
}

/// The marks of what is typed are for the man page; in a terminal it stands for itself.
std::string plain(std::string_view text) {
  std::string result(text);
  result.erase(std::remove(result.begin(), result.end(), '`'), result.end());
  return result;
}

void append_entry(std::string& out, std::string_view term, std::string_view meaning, std::size_t meaning_column) {
  out.append("  ").append(term);
  std::size_t column = 2 + count_characters(term);
  if (column + 2 > meaning_column) {
    out += '\n';
    column = 0;
  }
  out.append(meaning_column - column, ' ');
  append_wrapped(out, plain(meaning), meaning_column, meaning_column);
}

void append_section(std::string& out, const Section& section) {
  out.append("\n").append(section.title).append(":\n");
  for (const std::string& paragraph : section.paragraphs) {
    out += "  ";
    append_wrapped(out, plain(paragraph), 2, 2);
  }
  for (const Entry& entry : section.entries) append_entry(out, entry.term, entry.meaning, kMeaning);
}

std::string term(const cli::Option& option) {
  const std::string_view letter = cli::short_name(option);
  std::string text = letter.empty() ? "    " : fmt::format("-{}, ", letter);
  text.append("--").append(cli::long_name(option));
  if (option.value != nullptr) text.append(" ").append(option.value);
  return text;
}

void append_options(std::string& out, std::span<const cli::Option> options, Length length) {
  std::string_view group;
  for (const cli::Option& option : options) {
    if (length == Length::brief && !option.everyday) continue;
    if (group != option.group) {
      group = option.group;
      out.append("\n").append(group).append(":\n");
    }
    append_entry(out, term(option), help_of(option, length), kMeaning);
  }
}

std::string opening(const Manual& manual) {
  std::string out = fmt::format("Usage: {} [OPTIONS] {}\n", manual.program, manual.operands);
  for (const std::string& paragraph : manual.description.paragraphs) append_wrapped(out, plain(paragraph), 0, 0);
  out += '\n';
  constexpr std::size_t kExample = 48;
  for (const Entry& example : manual.description.entries) append_entry(out, example.term, example.meaning, kExample);
  return out;
}

}  // namespace

std::string options_text(std::span<const cli::Option> options) {
  std::string out;
  append_options(out, options, Length::whole);
  return out;
}

std::string short_help(const Manual& manual) {
  std::string out = opening(manual);
  append_options(out, manual.options, Length::brief);
  out += fmt::format("\n{} --help-all lists every option, and man {} says more.\n", manual.program, manual.program);
  return out;
}

std::string full_help(const Manual& manual) {
  std::string out = opening(manual);
  out += options_text(manual.options);
  for (const Section& section : manual.full_help) append_section(out, section);
  return out;
}

}  // namespace news::usage
