package bot_test

import (
	"flag"
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/chattest"
)

var update = flag.Bool("update", false, "write what the bot said into the scripts")

func TestChat(t *testing.T) { chattest.Run(t, "testdata/chat/*.txtar", *update) }
