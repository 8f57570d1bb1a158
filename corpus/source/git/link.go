package git

import (
	"net/url"
	"path/filepath"
	"strings"
)

// link returns the URI of a file.
func (r *Repo) link(commit, p string) string {
	escaped := strings.TrimPrefix((&url.URL{Path: "/" + p}).EscapedPath(), "/")
	template := r.opts.Link
	switch {
	case template != "":
	case r.remote == nil:
		top := filepath.ToSlash(r.top)
		if !strings.HasPrefix(top, "/") {
			top = "/" + top // a drive letter
		}
		return (&url.URL{Scheme: "file", Path: strings.TrimSuffix(top, "/") + "/" + p}).String()
	default:
		template = forge(r.remote.shown)
	}
	return strings.NewReplacer("{commit}", commit, "{path}", escaped).Replace(template)
}

// forge returns how files are linked to at a repository's web page. Where there is no page that we know of, a fragment says
// which file is meant.
func forge(repository string) string {
	u, err := url.Parse(repository)
	if err != nil {
		return repository + "#{path}"
	}
	page := "https://" + u.Hostname() + strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "/"), ".git")
	switch u.Hostname() {
	case "github.com":
		return page + "/blob/{commit}/{path}"
	case "gitlab.com":
		return page + "/-/blob/{commit}/{path}"
	case "codeberg.org":
		return page + "/src/commit/{commit}/{path}"
	case "bitbucket.org":
		return page + "/src/{commit}/{path}"
	}
	return repository + "#{path}"
}
