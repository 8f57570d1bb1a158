package fakediscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Spec is Discord's published OpenAPI description, for checking bodies. A nil Spec
// finds nothing wrong.
type Spec struct {
	mu       sync.Mutex
	paths    map[string]any
	compiler *jsonschema.Compiler
	routes   []specRoute
	schemas  map[string]*jsonschema.Schema
	checked  int
}

type specRoute struct {
	path    string
	match   *regexp.Regexp
	literal int // segments that are not parameters: the more, the better the match
}

// FindSpec finds the description: the file named by DALIL_DISCORD_SPEC, else
// ../shared/discord/openapi.json beside the module. Where there is none it gives nil
// and the reason to skip with.
func FindSpec() (*Spec, string, error) {
	path := os.Getenv("DALIL_DISCORD_SPEC")
	if path == "" {
		root, err := moduleRoot()
		if err != nil {
			return nil, "", err
		}
		path = filepath.Join(root, "..", "shared", "discord", "openapi.json")
		if _, err := os.Stat(path); err != nil {
			return nil, "bodies are not checked: no OpenAPI description (set DALIL_DISCORD_SPEC)", nil
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("read the OpenAPI description: %w", err)
	}
	spec, err := ParseSpec(raw)
	return spec, "", err
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod over %s", dir)
		}
		dir = up
	}
}

// ParseSpec reads a description. Operations are compiled when first used.
func ParseSpec(raw []byte) (*Spec, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("parse the OpenAPI description: %w", err)
	}
	top, _ := doc.(obj)
	paths, _ := top["paths"].(obj)
	if len(paths) == 0 {
		return nil, fmt.Errorf("parse the OpenAPI description: no paths")
	}
	s := &Spec{paths: paths, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	s.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := s.compiler.AddResource("openapi.json", doc); err != nil {
		return nil, fmt.Errorf("parse the OpenAPI description: %w", err)
	}
	for p := range paths {
		s.routes = append(s.routes, specPath(p))
	}
	slices.SortFunc(s.routes, func(a, b specRoute) int {
		if a.literal != b.literal {
			return b.literal - a.literal
		}
		return strings.Compare(a.path, b.path)
	})
	return s, nil
}

func specPath(path string) specRoute {
	parts := strings.Split(path, "/")
	literal := 0
	for i, x := range parts {
		switch {
		case strings.HasSuffix(x, "_id}"):
			parts[i] = "[0-9]+"
		case strings.HasPrefix(x, "{"):
			parts[i] = "[^/]+"
		default:
			parts[i] = regexp.QuoteMeta(x)
			literal++
		}
	}
	return specRoute{path, regexp.MustCompile("^" + strings.Join(parts, "/") + "$"), literal}
}

// Checked is how many bodies were checked.
func (s *Spec) Checked() int {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.checked
}

// check holds a request to the description.
func (s *Spec) check(q *request) error {
	if s == nil {
		return nil
	}
	for _, r := range s.routes {
		if !r.match.MatchString(q.path) {
			continue
		}
		methods, _ := s.paths[r.path].(obj)
		operation, _ := methods[strings.ToLower(q.Method)].(obj)
		if operation == nil {
			continue
		}
		takes, _ := operation["requestBody"].(obj)
		if len(q.raw) == 0 {
			return nil
		}
		if takes == nil {
			return fmt.Errorf("takes no body")
		}
		return s.validate(q, r.path)
	}
	return fmt.Errorf("no such operation in the OpenAPI description")
}

func (s *Spec) validate(q *request, path string) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(q.raw))
	if err != nil {
		return err
	}
	ref := "/paths/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(path) + "/" + strings.ToLower(q.Method) +
		"/requestBody/content/application~1json/schema"
	if branch := callback(value); branch != "" && strings.HasSuffix(path, "/callback") {
		ref = "/components/schemas/" + branch
	}
	if q.Method == http.MethodPut && strings.HasSuffix(path, "/commands") {
		permissionsAsNumbers(value)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	schema := s.schemas[ref]
	if schema == nil {
		if schema, err = s.compiler.Compile("openapi.json#" + ref); err != nil {
			return err
		}
		s.schemas[ref] = schema
	}
	s.checked++
	return schema.Validate(value)
}

// callback chooses the branch of the responses to interactions by type: the validator's
// message about a failed anyOf names a branch at random.
func callback(value any) string {
	body, _ := value.(obj)
	switch num(body["type"]) {
	case replyNow, replyLater:
		return "CreateMessageInteractionCallbackRequest"
	case updateLater, updateNow:
		return "UpdateMessageInteractionCallbackRequest"
	case suggest:
		return "ApplicationCommandAutocompleteCallbackRequest"
	case openModal:
		return "ModalInteractionCallbackRequest"
	}
	return ""
}

// permissionsAsNumbers turns default_member_permissions into the number that the
// description wants; the documentation and every library have a string.
func permissionsAsNumbers(value any) {
	specs, _ := value.([]any)
	for _, c := range specs {
		if c, ok := c.(obj); ok {
			if p, ok := c["default_member_permissions"].(string); ok {
				c["default_member_permissions"] = json.Number(p)
			}
		}
	}
}
