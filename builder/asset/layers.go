package asset

import "bytes"

// joinLayers makes one block of blocks of the same cascade layer that follow
// one another: esbuild opens the layer anew for each imported file. It takes
// minified styles. What it cannot follow it leaves as it is.
func joinLayers(css []byte) []byte {
	var out []byte
	last := "" // the opening of the block that out ends with
	for len(css) > 0 {
		end := statementEnd(css)
		statement := css[:end]
		css = css[end:]
		opening, block := layerBlock(statement)
		if block && opening == last {
			out = append(out[:len(out)-1], statement[len(opening):]...)
			continue
		}
		last = opening
		out = append(out, statement...)
	}
	return out
}

// layerBlock returns "@layer name{" of a statement that is the block of a named layer.
func layerBlock(statement []byte) (opening string, ok bool) {
	brace := bytes.IndexByte(statement, '{')
	if brace <= len("@layer ") || !bytes.HasPrefix(statement, []byte("@layer ")) || statement[len(statement)-1] != '}' {
		return "", false
	}
	return string(statement[:brace+1]), true
}

// statementEnd returns where the first statement of a style sheet ends: behind
// its semicolon or its closing brace.
func statementEnd(css []byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(css); i++ {
		c := css[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth <= 0 {
				return i + 1
			}
		case c == ';' && depth == 0:
			return i + 1
		}
	}
	return len(css)
}
