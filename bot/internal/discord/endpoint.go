package discord

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"
)

// maxInteraction bounds the body of an interaction; a message command on a full message
// with embeds stays under 100 KiB.
const maxInteraction = 1 << 20

// maxAge is how far a signature's time may be from ours, either way. Discord gives no
// figure; five minutes is usual for signed webhooks.
const maxAge = 5 * time.Minute

// Endpoint takes interactions that Discord sends to a web address instead of the
// gateway. It verifies, answers Discord's pings, hands all else to a Dispatch and says
// 202: the answer then goes through the Client as it does with a Gateway.
type Endpoint struct {
	key ed25519.PublicKey
	out *Dispatch
	log *slog.Logger
}

// NewEndpoint makes an endpoint for the application's public key, in hexadecimal as the
// developer portal shows it.
func NewEndpoint(publicKey string, out *Dispatch, log *slog.Logger) (*Endpoint, error) {
	key, err := hex.DecodeString(publicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("public key: want %d hexadecimal digits", 2*ed25519.PublicKeySize)
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Endpoint{key: key, out: out, log: log}, nil
}

// ServeHTTP answers one request: 401 for a signature that is wrong, old or missing (as
// Discord checks it must), 503 when there is no room.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	now := time.Now()
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !e.signed(r.Header, raw, now) {
		http.Error(w, "invalid request signature", http.StatusUnauthorized)
		return
	}
	i, err := decodeInteraction(raw, now)
	if err != nil {
		e.log.Warn("interaction cannot be read", slog.Any("error", err))
		http.Error(w, "not an interaction", http.StatusBadRequest)
		return
	}
	if i.Kind == Ping {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]int{"type": 1})
		return
	}
	if !e.out.Offer(i) && !e.out.known(i) {
		http.Error(w, "no room", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

func (e *Endpoint) signed(h http.Header, body []byte, now time.Time) bool {
	stamp := h.Get("X-Signature-Timestamp")
	sent, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(sent, 0)).Abs() > maxAge {
		return false
	}
	sig, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	if err != nil || len(sig) != ed25519.SignatureSize {
		return false
	}
	return ed25519.Verify(e.key, append([]byte(stamp), body...), sig)
}
