package extract

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"strings"
)

// detectZip returns the format of a ZIP file: that of the document which its parts make up, else an archive.
func detectZip(p part) (format, error) {
	z, err := openZip(p.data)
	if err != nil {
		return nil, err
	}
	switch media := packedType(z); {
	case media != "":
		return packedFormat(media)
	case holds(z, "[content_types].xml"):
		return officeFormat(p)
	case holds(z, "index/document.iwa"):
		return nil, fmt.Errorf("%w: it is a document of Apple's; export it as PDF or Word", ErrNotText)
	}
	return zipArchive{}, nil
}

// packedType returns what the part called mimetype says, with which OpenDocument and EPUB files begin.
func packedType(z *zip.Reader) string {
	for _, f := range z.File {
		if f.Name == "mimetype" && f.UncompressedSize64 < 200 {
			r, err := f.Open()
			if err != nil {
				return ""
			}
			defer r.Close()
			data, _ := io.ReadAll(io.LimitReader(r, 200)) // what is damaged says nothing
			return strings.TrimSpace(string(data))
		}
	}
	return ""
}

func packedFormat(media string) (format, error) {
	if kind, ok := strings.CutPrefix(media, "application/vnd.oasis.opendocument."); ok {
		return odfFormat(kind)
	}
	if media == "application/epub+zip" {
		return binaryFormat{epub{}}, nil
	}
	return nil, fmt.Errorf("%w: it is of the type %.100q", ErrNotText, media)
}

// holds reports whether a ZIP file has an entry of that name, in whatever case.
func holds(z *zip.Reader, name string) bool {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// officeFormat returns the format of an Office Open XML file by the type of its main part.
func officeFormat(p part) (format, error) {
	b, err := openBundle(context.Background(), p.data, p.hints)
	if err != nil {
		return nil, err
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	media, err := b.contentType(main)
	if err != nil {
		return nil, err
	}
	switch media = strings.ToLower(media); {
	case strings.Contains(media, "binary"):
		return nil, fmt.Errorf("%w: it is a binary Excel workbook; save it as .xlsx", ErrNotText)
	case strings.Contains(media, "word"):
		return binaryFormat{docx{}}, nil
	case strings.Contains(media, "presentation"), strings.Contains(media, "powerpoint"), strings.Contains(media, "slideshow"):
		return binaryFormat{pptx{}}, nil
	case strings.Contains(media, "sheet"), strings.Contains(media, "excel"):
		return binaryFormat{xlsx{}}, nil
	}
	return nil, fmt.Errorf("%w: it is an office document of the type %.100q", ErrNotText, media)
}
