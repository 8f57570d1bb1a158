package syntax

// predict undoes what was done to rows of bytes to compress them better: TIFF's differences between neighbours (2), or
// one of PNG's five filters that each row names (10 and above).
func (f *File) predict(data []byte, params Dict) []byte {
	predictor := f.Int(params["Predictor"])
	if predictor < 2 {
		return data
	}
	number := func(key Name, otherwise, limit int) int {
		if n := f.Int(params[key]); n > 0 && n <= limit {
			return n
		}
		return otherwise
	}
	colors, bits := number("Colors", 1, 32), number("BitsPerComponent", 8, 16)
	columns := number("Columns", 1, 1<<20)
	pixel, row := max(colors*bits/8, 1), (colors*bits*columns+7)/8
	if predictor == 2 {
		return tiff(data, pixel, row)
	}
	return png(data, pixel, row)
}

// tiff adds to each byte its left neighbour; samples are taken to have 8 bits.
func tiff(data []byte, pixel, row int) []byte {
	for start := 0; start < len(data); start += row {
		line := data[start:min(start+row, len(data))]
		for i := pixel; i < len(line); i++ {
			line[i] += line[i-pixel]
		}
	}
	return data
}

func png(data []byte, pixel, row int) []byte {
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		line := data[1:min(row+1, len(data))]
		unfilter(kind, line, above[:len(line)], pixel)
		out = append(out, line...)
		copy(above, line)
		data = data[1+len(line):]
	}
	return out
}

func unfilter(kind byte, line, above []byte, pixel int) {
	for i := range line {
		var left, corner byte
		if i >= pixel {
			left, corner = line[i-pixel], above[i-pixel]
		}
		switch kind {
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			line[i] += paeth(left, above[i], corner)
		}
	}
}

// paeth returns which of the three neighbours is nearest to left + above - corner.
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	a, b, c := abs(p-int(left)), abs(p-int(above)), abs(p-int(corner))
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
