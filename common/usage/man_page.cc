// The man page. Macros: man(7), groff_man(7).
#include <fmt/format.h>

#include <algorithm>

#include "common/text.h"
#include "common/usage/manual.h"
#include "version.h"

namespace news::usage {
namespace {

/// Text as roff takes it literally: a dash stays the ASCII one that can be copied into a shell, quotes and carets stay
/// what they are, other characters than ASCII go by their code points.
std::string escape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    const bool line_begins = out.empty() || out.back() == '\n';
    switch (decoded.character) {
      case U'\\':
        out += "\\e";
        break;
      case U'-':
        out += "\\-";
        break;
      case U'\'':
        out += "\\(aq";
        break;
      case U'`':
        out += "\\(ga";
        break;
      case U'^':
        out += "\\(ha";
        break;
      case U'~':
        out += "\\(ti";
        break;
      case U'"':
        out += "\\(dq";
        break;
      case U'.':
        out += line_begins ? "\\&." : ".";
        break;
      default:
        if (decoded.character < 0x80) {
          out += static_cast<char>(decoded.character);
        } else {
          out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(decoded.character));
        }
    }
    at += decoded.length;
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escape(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escape(text) + "\\fR"; }

/// Lines of at most 80 bytes, where blanks allow it. No line begins with a full stop, which would be a macro.
std::string in_lines(const std::string& text) {
  constexpr std::size_t kLine = 80;
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::size_t length = end - at;
    if (at > 0) {
      const bool breaks = column + 1 + length > kLine && text[at] != '.';
      out += breaks ? '\n' : ' ';
      column = breaks ? 0 : column + 1;
    }
    out.append(text, at, length);
    column += length;
    at = end + 1;
  }
  return out;
}

/// Prose with what is typed (in backticks) in bold.
std::string marked(std::string_view text) {
  std::string out;
  bool typed = false;
  while (true) {
    const std::size_t mark = text.find('`');
    const std::string_view piece = text.substr(0, mark);
    if (typed) {
      out += bold(piece);
    } else if (out.empty()) {
      out += escape(piece);
    } else {
      // Not at the beginning of a line, where a full stop would be a macro.
      out += escape("x" + std::string(piece)).substr(1);
    }
    if (mark == std::string_view::npos) return out;
    text.remove_prefix(mark + 1);
    typed = !typed;
  }
}

std::string prose(std::string_view text) { return in_lines(marked(text)); }

void append_entry(std::string& out, const std::string& term, std::string_view meaning) {
  out.append(".TP\n").append(term).append("\n").append(prose(meaning)).append("\n");
}

void append_option(std::string& out, const cli::Option& option) {
  std::string term;
  if (const std::string_view letter = cli::short_name(option); !letter.empty()) {
    term = bold("-" + std::string(letter)) + ", ";
  }
  term += bold("--" + std::string(cli::long_name(option)));
  if (option.value != nullptr)
    term += " " + (cli::choices(option).empty() ? italic(option.value) : escape(option.value));
  std::string help = help_of(option);
  help[0] = static_cast<char>(help[0] >= 'a' && help[0] <= 'z' ? help[0] - 'a' + 'A' : help[0]);
  append_entry(out, term, help + "." + (option.repeatable ? " May be given several times." : ""));
}

void append_section(std::string& out, const Section& section) {
  std::string title = section.title;
  for (char& c : title) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  out.append(".SH ").append(escape(title)).append("\n");
  bool first = true;
  for (const std::string& paragraph : section.paragraphs) {
    if (!first) out += ".PP\n";
    out.append(prose(paragraph)).append("\n");
    first = false;
  }
  for (const Entry& entry : section.entries) append_entry(out, bold(entry.term), entry.meaning);
}

}  // namespace

std::string man_page(const Manual& manual) {
  std::string upper;
  for (const char c : manual.program) upper += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  std::string out =
      fmt::format(".\\\" Written by {} --generate man.\n.TH {} 1 {} \"news\\-archive {}\" \"User Commands\"\n",
                  manual.program, escape(upper), kVersionDate, kVersion);
  out += fmt::format(".SH NAME\n{} \\- {}\n", escape(manual.program), escape(manual.purpose));
  out += fmt::format(".SH SYNOPSIS\n{} [{}] {}\n", bold(manual.program), italic("OPTIONS"), italic(manual.operands));
  append_section(out, {"Description", manual.description.paragraphs, {}});
  out += ".SH OPTIONS\n";
  std::string_view group;
  for (const cli::Option& option : manual.options) {
    if (group != option.group) out.append(".SS ").append(escape(option.group)).append("\n");
    group = option.group;
    append_option(out, option);
  }
  for (const Section& section : manual.full_help) append_section(out, section);
  for (const Section& section : manual.man_page) append_section(out, section);
  append_section(out, {"Examples", {}, manual.description.entries});
  out += ".SH SEE ALSO\n";
  for (std::size_t i = 0; i < manual.see_also.size(); ++i) {
    const std::string& page = manual.see_also[i];
    const std::size_t section = page.find('(');
    out += fmt::format("{}{}{}\n", bold(page.substr(0, section)), page.substr(section),
                       i + 1 < manual.see_also.size() ? "," : "");
  }
  return out;
}

}  // namespace news::usage
