package feed

import "bytes"

// maxDepth is how deep the elements of a feed may stand in each other. Real ones stay below ten, and XHTML in them below a
// hundred. The parser calls itself for each level, and a stack that overflows ends the program.
const maxDepth = 500

// tooDeep reports whether elements stand in each other more than maxDepth deep. It looks at tags only, and at each byte once.
func tooDeep(data []byte) bool {
	depth := 0
	for {
		at := bytes.IndexByte(data, '<')
		if at < 0 {
			return false
		}
		data = data[at:]
		var end int
		switch {
		case bytes.HasPrefix(data, []byte("<![CDATA[")):
			end = after(data, "]]>")
		case bytes.HasPrefix(data, []byte("<!--")):
			end = after(data, "-->")
		default:
			end = after(data, ">")
			switch tag := data[:end]; {
			case len(tag) < 3 || tag[1] == '!' || tag[1] == '?' || bytes.HasSuffix(tag, []byte("/>")):
			case tag[1] == '/':
				depth = max(depth-1, 0)
			default:
				depth++
			}
		}
		if depth > maxDepth {
			return true
		}
		data = data[end:]
	}
}

// after returns where the first occurrence of a mark ends, or the end of data.
func after(data []byte, mark string) int {
	if at := bytes.Index(data, []byte(mark)); at >= 0 {
		return at + len(mark)
	}
	return len(data)
}
