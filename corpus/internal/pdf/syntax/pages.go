package syntax

// A Page is a page with what it inherits from the tree above it.
type Page struct {
	Dict      Dict
	Resources Dict
	Box       [4]float64 // left, bottom, right, top in points
	Rotate    int        // clockwise: 0, 90, 180 or 270
}

// Pages lists the pages in order, at most Limits.Pages of them. missing is how many more the file says that it has, or
// has but that are too many.
func (f *File) Pages() (pages []Page, missing int) {
	root := f.Dict(f.Dict(f.trailer["Root"])["Pages"])
	w := &pageWalk{file: f, seen: map[Ref]bool{}}
	w.node(f.Dict(f.trailer["Root"])["Pages"], Page{Box: [4]float64{0, 0, 612, 792}}, 0)
	if len(w.pages) == 0 {
		for _, num := range f.strayPages() {
			w.node(Ref{Num: num}, Page{Box: [4]float64{0, 0, 612, 792}}, 0)
		}
	}
	claimed := f.Int(root["Count"])
	return w.pages, max(w.more, min(claimed, 1<<20)-len(w.pages), 0)
}

// strayPages returns the numbers of page objects, for a file without a page tree.
func (f *File) strayPages() []int {
	var out []int
	for _, num := range f.numbers() {
		if d := f.Dict(Ref{Num: num}); d["Type"] == Name("Page") {
			out = append(out, num)
		}
	}
	return out
}

type pageWalk struct {
	file  *File
	seen  map[Ref]bool
	pages []Page
	more  int
}

// node walks down the page tree. A node is visited once, so that circles end.
func (w *pageWalk) node(o Object, above Page, depth int) {
	if ref, ok := o.(Ref); ok {
		if w.seen[ref] {
			return
		}
		w.seen[ref] = true
	}
	d := w.file.Dict(o)
	if d == nil || depth > maxDepth {
		return
	}
	above.inherit(w.file, d)
	kids := w.file.Array(d["Kids"])
	if kids == nil {
		if d["Type"] == Name("Pages") {
			return
		}
		if len(w.pages) >= w.file.limits.Pages {
			w.more++
			return
		}
		above.Dict = d
		w.pages = append(w.pages, above)
		return
	}
	for _, kid := range kids {
		w.node(kid, above, depth+1)
	}
}

func (p *Page) inherit(f *File, d Dict) {
	if r := f.Dict(d["Resources"]); r != nil {
		p.Resources = r
	}
	if box := f.Array(d["MediaBox"]); len(box) >= 4 {
		x0, y0, x1, y1 := f.Number(box[0]), f.Number(box[1]), f.Number(box[2]), f.Number(box[3])
		if x0 != x1 && y0 != y1 {
			p.Box = [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
		}
	}
	if r, ok := d["Rotate"]; ok {
		p.Rotate = ((f.Int(r)%360+360)%360 + 45) / 90 * 90 % 360
	}
}
