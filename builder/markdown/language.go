package markdown

import (
	"regexp"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// language is what it takes to colour a programming language: how comments and
// strings look and which words are special. Languages of another make have
// their own rules in own.
type language struct {
	names    string // canonical name first, then what else it is called
	line     string // beginnings of comments to the end of the line, "// #"
	block    string // beginning and end of other comments, "/* */"
	quotes   string // signs around strings that end with their line
	raw      string // signs around strings that go over lines, without escapes
	keywords string
	types    string // types and other words that the language brings with it
	fold     bool   // keywords in any case
	own      func() chroma.Rules
}

func (l language) name() string { return strings.Fields(l.names)[0] }

// isPlain reports whether code is meant to have no colours.
func isPlain(name string) bool {
	switch strings.ToLower(name) {
	case "text", "txt", "plain", "plaintext", "output", "none":
		return true
	}
	return false
}

func findLanguage(name string) (language, bool) {
	for _, l := range languages() {
		for n := range strings.FieldsSeq(l.names) {
			if n == name {
				return l, true
			}
		}
	}
	return language{}, false
}

func languageNames() []string {
	var names []string
	for _, l := range languages() {
		names = append(names, strings.Fields(l.names)...)
	}
	return names
}

// languages returns the languages that are coloured.
func languages() []language {
	const cComment = "/* */"
	return []language{
		{
			names: "go golang", line: "//", block: cComment, quotes: `" '`, raw: "`",
			keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
			types:    "any bool byte comparable complex64 complex128 error false float32 float64 int int8 int16 int32 int64 iota nil rune string true uint uint8 uint16 uint32 uint64 uintptr append cap clear close copy delete len make max min new panic print println recover",
		},
		{
			names: "javascript js mjs cjs jsx", line: "//", block: cComment, quotes: `" '`, raw: "`",
			keywords: "async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield",
			types:    "Array Boolean Date Error Infinity JSON Map Math NaN Number Object Promise RegExp Set String Symbol console document false null true undefined window",
		},
		{
			names: "typescript ts tsx", line: "//", block: cComment, quotes: `" '`, raw: "`",
			keywords: "abstract as async await break case catch class const continue declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace new of private protected public readonly return satisfies set static super switch this throw try type typeof var void while yield",
			types:    "any bigint boolean false never null number object string symbol true undefined unknown Array Map Promise Record Set",
		},
		{
			names: "java", line: "//", block: cComment, quotes: `" '`,
			keywords: "abstract assert break case catch class continue default do else enum extends final finally for if implements import instanceof interface native new package permits private protected public record return sealed static super switch synchronized this throw throws transient try var void volatile while yield",
			types:    "boolean byte char double false float int long null short true Integer List Map Object String",
		},
		{
			names: "kotlin kt", line: "//", block: cComment, quotes: `" '`,
			keywords: "as break by catch class companion constructor continue data do else enum finally for fun if import in init interface internal is object open override package private protected public return sealed super suspend this throw try typealias val var when where while",
			types:    "Any Boolean Byte Char Double Float Int List Long Map Nothing Set String Unit false null true",
		},
		{
			names: "swift", line: "//", block: cComment, quotes: `"`,
			keywords: "actor as associatedtype async await break case catch class continue default defer do else enum extension for func guard if import in init inout internal is let mutating open operator private protocol public repeat return self static struct subscript super switch throw throws try typealias var where while",
			types:    "Any Array Bool Character Dictionary Double Float Int Set String false nil true",
		},
		{
			names: "rust rs", line: "//", block: cComment, quotes: `"`,
			keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self static struct super trait type unsafe use where while",
			types:    "Box Err None Ok Option Result Self Some String Vec bool char f32 f64 false i8 i16 i32 i64 i128 isize str true u8 u16 u32 u64 u128 usize",
		},
		{
			names: "c h", line: "//", block: cComment, quotes: `" '`,
			keywords: "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while",
			types:    "NULL bool char double false float int int16_t int32_t int64_t int8_t long short signed size_t true uint16_t uint32_t uint64_t uint8_t unsigned void",
		},
		{
			names: "c++ cpp cc cxx hpp", line: "//", block: cComment, quotes: `" '`,
			keywords: "auto break case catch class concept const constexpr continue co_await co_return co_yield decltype default delete do else enum explicit export extern final for friend goto if inline mutable namespace new noexcept operator override private protected public requires return sizeof static static_assert struct switch template this throw try typedef typename union using virtual volatile while",
			types:    "bool char double false float int long nullptr short signed size_t std string true unsigned vector void",
		},
		{
			names: "c# csharp cs", line: "//", block: cComment, quotes: `" '`,
			keywords: "abstract as async await base break case catch class const continue default delegate do else enum event extern finally fixed for foreach get if implicit in interface internal is lock namespace new operator out override params private protected public readonly record ref return sealed set sizeof static struct switch this throw try typeof unsafe using var virtual void where while yield",
			types:    "bool byte char decimal double false float int long null object sbyte short string true uint ulong ushort",
		},
		{
			names: "php", line: "// #", block: cComment, quotes: `" '`,
			keywords: "abstract as break case catch class clone const continue declare default do echo else elseif enum extends final finally fn for foreach function global if implements include instanceof interface match namespace new print private protected public readonly require return static switch throw trait try use var while yield",
			types:    "array bool false float int mixed null object self string this true void",
		},
		{
			names: "python py python3", line: "#", quotes: `" '`,
			keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield",
			types:    "False None True bool bytes dict enumerate float int isinstance len list object open print range self set str super tuple type zip",
		},
		{
			names: "ruby rb", line: "#", quotes: `" '`,
			keywords: "alias and begin break case class def do else elsif end ensure extend for if in include module next not or private protected public raise redo require require_relative rescue retry return self super then undef unless until when while yield",
			types:    "attr_accessor attr_reader false nil puts true Array Hash Integer String Symbol",
		},
		{
			names: "bash sh shell zsh", line: "#", quotes: `"`, raw: "'",
			keywords: "case do done elif else esac fi for function if in select then time until while",
			types:    "alias cd echo eval exec exit export false local printf pwd read readonly return set shift source test trap true umask unset",
		},
		{
			names: "lua", line: "--", block: "--[[ ]]", quotes: `" '`,
			keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
			types:    "false ipairs math nil pairs print require self string table tostring true type",
		},
		{
			names: "sql", line: "--", block: cComment, quotes: `'`, fold: true,
			keywords: "add all alter and as asc begin between by case check column commit constraint create cross default delete desc distinct drop else end exists foreign from full group having if in index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then transaction union unique update using values view when where with",
			types:    "bigint blob boolean char date decimal double false float int integer json numeric real serial text time timestamp true uuid varchar avg count max min sum",
		},
		{names: "toml", line: "#", quotes: `"`, raw: "'", types: "true false inf nan"},
		{names: "ini cfg conf", line: "# ;", quotes: `"`, types: "true false on off yes no"},
		{names: "make makefile", line: "#", quotes: `" '`, keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override unexport"},
		{names: "dockerfile docker", line: "#", quotes: `" '`, fold: true, keywords: "add arg as cmd copy entrypoint env expose from healthcheck label run shell user volume workdir"},
		{names: "json jsonc", own: jsonRules},
		{names: "yaml yml", own: yamlRules},
		{names: "html xml svg vue", own: markupRules},
		{names: "css scss less", own: cssRules},
		{names: "markdown md", own: markdownRules},
		{names: "diff patch", own: diffRules},
		{names: "console shell-session", own: consoleRules},
	}
}

// rules returns the language's rules for chroma. Each pattern either ends with
// its line or takes the whole rest when its end is missing, so that no text is
// looked at twice.
func (l language) rules() chroma.Rules {
	if l.own != nil {
		return l.own()
	}
	var rules []chroma.Rule
	if from, to, ok := strings.Cut(l.block, " "); ok {
		rules = append(rules, rule(regexp.QuoteMeta(from)+`[\s\S]*?(?:`+regexp.QuoteMeta(to)+`|\z)`, chroma.CommentMultiline))
	}
	for sign := range strings.FieldsSeq(l.line) {
		rules = append(rules, rule(regexp.QuoteMeta(sign)+`[^\n]*`, chroma.CommentSingle))
	}
	for sign := range strings.FieldsSeq(l.quotes) {
		rules = append(rules, rule(quoted(sign), chroma.String))
	}
	for sign := range strings.FieldsSeq(l.raw) {
		rules = append(rules, rule(sign+`[^`+sign+`]*(?:`+sign+`|\z)`, chroma.String))
	}
	rules = append(rules,
		rule(`\d[\w.]*`, chroma.Number),
		chroma.Rule{Pattern: `[\p{L}_$@]\w*(?=\()`, Type: l.words(chroma.NameFunction)},
		chroma.Rule{Pattern: `[\p{L}_$@]\w*`, Type: l.words(chroma.Name)},
	)
	return chroma.Rules{"root": append(rules, otherRules()...)}
}

func rule(pattern string, t chroma.TokenType) chroma.Rule {
	return chroma.Rule{Pattern: pattern, Type: t}
}

// quoted returns the pattern of a string with backslash escapes on one line.
func quoted(sign string) string {
	return sign + `(?:\\.|[^` + sign + `\\\n])*` + sign + `?`
}

// otherRules take what no other rule has taken: white space, runs of signs and
// at last any character.
func otherRules() []chroma.Rule {
	return []chroma.Rule{
		rule(`\s+`, chroma.Text),
		rule(`[-+*/%=<>!&|^~?:]`, chroma.Operator),
		rule(`[(){}\[\].,;]`, chroma.Punctuation),
		rule(`[\s\S]`, chroma.Text),
	}
}

// words tells keywords and built-in names from others, which get type other.
func (l language) words(other chroma.TokenType) chroma.Emitter {
	known := map[string]chroma.TokenType{}
	for w := range strings.FieldsSeq(l.types) {
		known[w] = chroma.NameBuiltin
	}
	for w := range strings.FieldsSeq(l.keywords) {
		known[w] = chroma.Keyword
	}
	return chroma.EmitterFunc(func(groups []string, _ *chroma.LexerState) chroma.Iterator {
		word := groups[0]
		if l.fold {
			word = strings.ToLower(word)
		}
		t, ok := known[word]
		if !ok {
			t = other
		}
		return chroma.Literator(chroma.Token{Type: t, Value: groups[0]})
	})
}

func jsonRules() chroma.Rules {
	return chroma.Rules{"root": append([]chroma.Rule{
		rule(`//[^\n]*`, chroma.CommentSingle),
		rule(`"(?:\\.|[^"\\\n])*"(?=\s*:)`, chroma.NameTag),
		rule(quoted(`"`), chroma.String),
		rule(`-?\d[\w.+-]*`, chroma.Number),
		rule(`(?:true|false|null)\b`, chroma.KeywordConstant),
	}, otherRules()...)}
}

func yamlRules() chroma.Rules {
	return chroma.Rules{"root": append([]chroma.Rule{
		rule(`#[^\n]*`, chroma.CommentSingle),
		rule(`^(?:---|\.\.\.)$`, chroma.NameNamespace),
		rule(`[\w./-]+(?=:(?:\s|\z))`, chroma.NameTag),
		rule(quoted(`"`), chroma.String),
		rule(`'[^'\n]*'?`, chroma.String),
		rule(`[&*!]\w+`, chroma.NameVariable),
		rule(`(?:true|false|null|yes|no)\b`, chroma.KeywordConstant),
		rule(`\d[\w.:+-]*`, chroma.Number),
		rule(`[\w./-]+`, chroma.Text),
	}, otherRules()...)}
}

func markupRules() chroma.Rules {
	return chroma.Rules{
		"root": {
			rule(`[^<&]+`, chroma.Text),
			rule(`<!--[\s\S]*?(?:-->|\z)`, chroma.CommentMultiline),
			rule(`<[!?][^>]*>?`, chroma.CommentPreproc),
			{Pattern: `</?[\w:.-]+`, Type: chroma.NameTag, Mutator: chroma.Push("tag")},
			rule(`&\w*;?`, chroma.NameEntity),
			rule(`[\s\S]`, chroma.Text),
		},
		"tag": {
			rule(`\s+`, chroma.Text),
			{Pattern: `/?>`, Type: chroma.NameTag, Mutator: chroma.Pop(1)},
			rule(`[\w:@.-]+`, chroma.NameAttribute),
			rule(`"[^"]*(?:"|\z)`, chroma.String),
			rule(`'[^']*(?:'|\z)`, chroma.String),
			rule(`[\s\S]`, chroma.Operator),
		},
	}
}

func cssRules() chroma.Rules {
	return chroma.Rules{"root": append([]chroma.Rule{
		rule(`/\*[\s\S]*?(?:\*/|\z)`, chroma.CommentMultiline),
		rule(quoted(`"`), chroma.String),
		rule(quoted(`'`), chroma.String),
		rule(`@[\w-]+`, chroma.Keyword),
		rule(`!important\b`, chroma.Keyword),
		rule(`--[\w-]+`, chroma.NameVariable),
		rule(`[\w-]+(?=:[^:\w])`, chroma.NameProperty),
		rule(`#[0-9a-fA-F]{3,8}\b`, chroma.Number),
		rule(`\d[\w.%]*`, chroma.Number),
		rule(`[.#][\w-]+`, chroma.NameClass),
		rule(`[\w-]+(?=\()`, chroma.NameFunction),
		rule(`[\w-]+`, chroma.Name),
	}, otherRules()...)}
}

func markdownRules() chroma.Rules {
	return chroma.Rules{"root": {
		rule(`^#{1,6} [^\n]*`, chroma.GenericHeading),
		rule("^ {0,3}(?:```|~~~)[^\n]*", chroma.Keyword),
		rule(`^ {0,3}>+`, chroma.Keyword),
		rule(`^ *(?:[-+*]|\d{1,9}[.)])(?= )`, chroma.Keyword),
		rule(`^---$`, chroma.NameNamespace),
		rule("`[^`\n]*`?", chroma.String),
		rule(`\*\*[^*\n]*(?:\*\*)?`, chroma.GenericStrong),
		rule(`\*[^*\n]*\*?`, chroma.GenericEmph),
		rule(`!?\[[^\]\n]*\]?`, chroma.NameTag),
		rule(`\([^)\n]*\)?`, chroma.NameAttribute),
		rule(`[^\s#>*`+"`"+`\[(!+\d-]+`, chroma.Text),
		rule(`[\s\S]`, chroma.Text),
	}}
}

func diffRules() chroma.Rules {
	return chroma.Rules{"root": {
		rule(`^(?:diff|index|---|\+\+\+)[^\n]*`, chroma.GenericHeading),
		rule(`^@@[^\n]*`, chroma.GenericSubheading),
		rule(`^\+[^\n]*`, chroma.GenericInserted),
		rule(`^-[^\n]*`, chroma.GenericDeleted),
		rule(`[^\n]+`, chroma.Text),
		rule(`\n`, chroma.Text),
	}}
}

func consoleRules() chroma.Rules {
	return chroma.Rules{"root": {
		rule(`^(?:\$|#|>|[\w.-]+@[^\s$#]*[$#])(?= )`, chroma.GenericPrompt),
		rule(`[^\n]+`, chroma.Text),
		rule(`\n`, chroma.Text),
	}}
}
